import { eventId } from '../../functions/core/ids.ts'
import type { ContactEvent, Person, RoutedEvent } from '../../schemas/contact-event.ts'
import { routedEvent, routedMail } from './routed-event.ts'

export interface Scene {
  /** As `docs/destinations.md` calls it. */
  readonly what: string
  readonly event: RoutedEvent
  /** An agent has closed the ticket before. */
  readonly closed?: boolean
}

const [thread, talk, mails] = ['facebook:4711_777/777_10', 'facebook:4711/dm/991', 'email:1f0c6e2ab93d4785']
const page: Person = { role: 'company', id: '4711', name: 'ACME' }
const anne: Person = { role: 'customer', id: '991', scope: 'facebook:4711', name: 'Änne Grün' }
const helper: Person = { role: 'customer', id: '992', scope: 'facebook:4711', name: 'Ben Blau' }

type Told = Partial<RoutedEvent>

const effect = (effect: RoutedEvent['work']['effect'], key: string, reopen = false): Told => ({
  work: { effect, key, reopen, reason: 'as route decides' },
})

/** What happens to a message of the public thread. */
function comment(id: string, text: string | undefined, told: Told): RoutedEvent {
  const message = { id: `facebook:${id}`, ...(text !== undefined && { text }), attachments: [] }
  return routedEvent({
    id: idOf(id, told.kind),
    conversation: routedEvent().conversation,
    message,
    author: anne,
    ...told,
  })
}

function direct(id: string, text: string | undefined, told: Told): RoutedEvent {
  return comment(id, text, {
    surface: 'direct_message',
    visibility: 'private',
    conversation: { id: talk, match: 'platform' },
    reply: { public: false, windows: [{ until: '2026-11-21T19:43:21Z', means: 'any' }] },
    ...told,
  })
}

function mail(id: string, text: string, told: Told): RoutedEvent {
  const message = { id: `email:<${id}@kunde.test>`, text, attachments: [] }
  return routedMail({ id: idOf(id, told.kind), message, ...told })
}

function idOf(id: string, kind: ContactEvent['kind'] = 'message.created'): string {
  return eventId(kind, id)
}

/** What a contact centre sees, in an order in which it can happen: public and private. */
export const contactStory: readonly Scene[] = [
  {
    what: 'a customer’s public comment',
    event: comment(
      '777_10',
      'Mein Fernseher ist schwarz, gleich beginnt das Finale!',
      effect('open', thread),
    ),
  },
  {
    what: 'help from another customer below it',
    event: comment('777_11', 'Zieh mal den Stecker.', {
      direction: 'community',
      author: helper,
      ...effect('append', thread),
    }),
  },
  {
    what: 'the customer’s next comment',
    event: comment('777_12', 'Hab ich, immer noch schwartz.', effect('append', thread, true)),
  },
  {
    what: 'an edit of it',
    event: comment('777_12', 'Hab ich, immer noch schwarz.', {
      kind: 'message.edited',
      ...effect('append', thread),
    }),
  },
  {
    what: 'the company’s answer, written on the page',
    event: comment('777_13', 'Wir schicken Ihnen eine Nachricht.', {
      direction: 'outbound',
      author: page,
      ...effect('answer', thread),
    }),
  },
  {
    what: 'the comment hidden by the company',
    event: comment('777_10', undefined, {
      kind: 'message.hidden',
      actor: page,
      ...effect('append', thread),
    }),
  },
  {
    what: 'a comment deleted after the answer',
    event: comment('777_12', undefined, { kind: 'message.deleted', ...effect('append', thread) }),
  },
  {
    what: 'the customer’s next comment, the ticket closed meanwhile',
    event: comment('777_15', 'Schon wieder schwarz!', effect('append', thread, true)),
    closed: true,
  },
  {
    what: 'another customer with a problem of their own below the same comment',
    event: comment('777_14', 'Bei mir auch!', { author: helper, ...effect('open', `${thread}#992`) }),
  },
  {
    what: 'that comment deleted before anyone answered',
    event: comment('777_14', undefined, {
      kind: 'message.deleted',
      author: helper,
      ...effect('withdraw', `${thread}#992`),
    }),
  },
  {
    what: 'a reaction, where a rule sends it',
    event: reactionTo('777_10'),
  },
  {
    what: 'a private message',
    event: direct('m_1', 'Meine Kundennummer ist 4711.', effect('open', talk)),
  },
  {
    what: 'a private message with a photo',
    event: direct('m_2', 'So sieht er aus.', {
      message: {
        id: 'facebook:m_2',
        text: 'So sieht er aus.',
        attachments: routedMail().message?.attachments ?? [],
      },
      ...effect('append', talk, true),
    }),
  },
  {
    what: 'a review',
    event: comment('780_1', 'Nie wieder.', {
      surface: 'review',
      conversation: { id: 'facebook:780_1', match: 'platform' },
      message: {
        id: 'facebook:780_1',
        text: 'Nie wieder.',
        attachments: [],
        rating: { value: 1, scale: 5, recommended: false },
      },
      ...effect('open', 'facebook:780_1'),
    }),
  },
  {
    what: 'a mail',
    event: mail('m1', 'Mein Fernseher ist schwarz.', effect('open', mails)),
  },
  {
    what: 'a mail in the same thread, with an attachment',
    event: routedMail({ id: idOf('m2'), ...effect('append', mails, true) }),
  },
  {
    what: 'an out-of-office reply',
    event: mail('m3', 'Ich bin im Urlaub.', {
      message: {
        id: 'email:<m3@kunde.test>',
        text: 'Ich bin im Urlaub.',
        attachments: [],
        automated: 'auto_reply',
      },
      ...effect('append', mails),
    }),
  },
  {
    what: 'the company’s answer in the thread, come back as undeliverable',
    event: undelivered('b1', effect('append', mails, true)),
  },
  {
    what: 'a mail that the company wrote first, come back likewise',
    event: undelivered('b2', effect('open', 'email:5d3f0a771b2c9e84')),
  },
  {
    what: 'a comment whose ticket is not known here',
    event: comment('790_1', 'Und wann kommt jemand?', effect('append', 'facebook:4711_790/790_0', true)),
  },
  {
    what: 'context of a conversation that has no ticket',
    event: comment('791_1', 'Danke, Ben!', {
      direction: 'community',
      author: helper,
      ...effect('append', 'facebook:4711_791/791_0'),
    }),
  },
]

/** Of a mail to Änne Grün, whose mailbox is full. */
function undelivered(id: string, told: Told): RoutedEvent {
  const { message: _message, author: _author, recipients: _recipients, ...rest } = routedMail()
  return {
    ...rest,
    id: idOf(id, 'receipt.failed'),
    kind: 'receipt.failed',
    actor: { role: 'platform' },
    target: { messageId: `email:<${id}@acme.test>` },
    receipt: {
      recipient: 'anne@kunde.test',
      code: '5.2.2',
      diagnostic: '552 5.2.2 mailbox full',
      permanent: false,
    },
    ...told,
  }
}

function reactionTo(id: string): RoutedEvent {
  const { message: _message, author: _author, ...rest } = routedEvent()
  return {
    ...rest,
    actor: anne,
    id: idOf(id, 'reaction.added'),
    kind: 'reaction.added',
    target: { messageId: `facebook:${id}` },
    reaction: { type: 'love' },
    work: { effect: 'none', key: thread, reopen: false, reason: 'as route decides' },
  }
}
