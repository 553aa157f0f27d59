import { describe, expect, it } from 'vitest'
import { decideWork, workKey } from '../../../functions/route/decide-work.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'

type Known = Parameters<typeof decideWork>[1]
type WorkRow = Parameters<typeof decideWork>[3]

/** A ticket that another event opened. */
const open = { version: 1, openedBy: 'evt_first' }
const inConversation = { version: 1, conversationId: 'c1' }
const nobody: Known = { self: undefined, parent: undefined, parentConversation: undefined }
const wrote = (direction: 'inbound' | 'outbound' | 'community'): Known => ({
  ...nobody,
  self: { ...inConversation, direction, createdBy: 'evt_first' },
})
const under = (role?: 'company' | 'customer'): Known => ({
  ...nobody,
  parent: { ...inConversation, ...(role && { author: { id: '1', role } }) },
})

const mail = (overrides: Partial<ContactEvent> = {}) => routedMail(overrides as object) as ContactEvent
const comment = (overrides: Partial<ContactEvent> = {}) => routedEvent(overrides as object) as ContactEvent
const bare = ({ message: _, ...event }: ContactEvent) => event as ContactEvent
const saying = (fields: Partial<NonNullable<ContactEvent['message']>>) => ({
  message: { id: 'facebook:777_10', text: 'Hallo', attachments: [], ...fields },
})
const automated = saying({ automated: 'auto-replied' } as object)
const post = comment({ direction: 'outbound', conversation: { id: 'facebook:4711_777', match: 'platform' } })
const ownComment = comment({ direction: 'outbound' })

const decide = (event: ContactEvent, known: Known = nobody, row?: WorkRow) => {
  const { effect, reopen, reason } = decideWork(event, known, 'k', row)
  return `${effect}${reopen ? ' and reopen' : ''}: ${reason}`
}

describe('a message means', () => {
  const toCompany = 'customer message to the company'
  it.each<[string, ContactEvent, Known, WorkRow, string]>([
    ['from a customer without a ticket', comment(), nobody, undefined, `open: ${toCompany}`],
    ['from a customer with a ticket', comment(), nobody, open, `append and reopen: ${toCompany}`],
    ['of which nothing is told', bare(comment()), nobody, undefined, `open: ${toCompany}`],
    ['whose ticket it opened itself', comment({ id: 'evt_first' }), nobody, open, `open: ${toCompany}`],
    [
      'from customer to customer',
      comment({ direction: 'community' }),
      nobody,
      undefined,
      'append: message from customer to customer',
    ],
    [
      'that was deleted before',
      comment(saying({ withheld: 'deleted' })),
      nobody,
      undefined,
      'append: deleted before it arrived',
    ],
    ['that was automated', comment(automated), nobody, undefined, 'append: automated message'],
    [
      'of another app’s thread',
      comment({ standby: true }),
      nobody,
      undefined,
      'append: another app owns the thread',
    ],
    [
      'of another app’s thread, in its name',
      comment({ standby: true, direction: 'outbound' }),
      under('customer'),
      undefined,
      'answer: message by the company',
    ],
    [
      'by the company, as a mail',
      mail({ direction: 'outbound' }),
      nobody,
      undefined,
      'answer: message by the company',
    ],
    [
      'by the company, of which nothing is told',
      bare(mail({ direction: 'outbound' })),
      nobody,
      undefined,
      'answer: message by the company',
    ],
    [
      'by the company, as an automated mail',
      mail({ direction: 'outbound', ...automated }),
      nobody,
      open,
      'append: automated message',
    ],
    [
      'by the company, automated in public',
      comment({ direction: 'outbound', ...automated }),
      under('customer'),
      open,
      'answer: message by the company',
    ],
    ['by the company, as its post', post, nobody, undefined, 'none: own message that nobody has answered'],
    ['by the company, as its post that has a ticket', post, nobody, open, 'answer: message by the company'],
    [
      'by the company, under its own comment',
      ownComment,
      under('company'),
      undefined,
      'none: own message that nobody has answered',
    ],
    [
      'by the company, under a customer’s comment',
      ownComment,
      under('customer'),
      undefined,
      'answer: message by the company',
    ],
    [
      'by the company, under a comment by who knows whom',
      ownComment,
      under(),
      undefined,
      'answer: message by the company',
    ],
    [
      'by the company, under a comment that nobody knows',
      ownComment,
      nobody,
      undefined,
      'answer: message by the company',
    ],
  ])('%s', (_, event, known, row, expected) => {
    expect(decide(event, known, row)).toBe(expected)
  })
})

describe('the same mail for another mailbox', () => {
  const copy = mail()
  it('opens a ticket where the first one opened it, for its destination has none', () => {
    expect(decide(copy, wrote('inbound'), open)).toBe('open: customer message to the company')
  })

  it('opens a ticket where there is none', () => {
    expect(decide(copy, wrote('inbound'))).toBe('open: customer message to the company')
  })

  it('is appended where another mail opened the ticket', () => {
    const before = { version: 1, openedBy: 'evt_before' }
    expect(decide(copy, wrote('inbound'), before)).toBe('append and reopen: customer message to the company')
  })

  it('is known for mails only: what opened a ticket is there for what comes behind it', () => {
    expect(decide(comment(), wrote('inbound'), open)).toBe(
      'append and reopen: customer message to the company',
    )
  })
})

describe('a change of a message', () => {
  const kinds = [
    'message.edited',
    'message.hidden',
    'message.unhidden',
    'message.attachments_changed',
  ] as const

  it.each(kinds)('%s of a customer’s is appended and wakes nobody', (kind) => {
    for (const row of [undefined, open])
      expect(decide(comment({ kind }), nobody, row)).toBe('append: change of a message')
  })

  it.each(kinds)('%s of the company’s own post is nothing until somebody answered', (kind) => {
    expect(decide({ ...post, kind })).toBe('none: change of an own message that nobody has answered')
    expect(decide({ ...post, kind }, nobody, open)).toBe('append: change of a message')
  })

  it('of a customer’s post is appended as well', () => {
    expect(decide({ ...post, kind: 'message.edited', direction: 'inbound' })).toBe(
      'append: change of a message',
    )
  })

  it('of the company’s private message is appended', () => {
    const event = comment({ ...post, kind: 'message.edited', visibility: 'private' })
    expect(decide(event)).toBe('append: change of a message')
  })
})

describe('a deletion', () => {
  const deletion = comment({ kind: 'message.deleted' })
  const stands = (...ids: string[]) => ({ ...open, liveMessages: new Set(ids) })
  const withdrawn = 'withdraw: deleted before anybody answered'
  const told = 'append: deletion of a message'

  it.each<[string, ContactEvent, Known, WorkRow, string]>([
    ['takes back what nobody answered', deletion, wrote('inbound'), stands('facebook:777_10'), withdrawn],
    ['takes back where nothing is counted', deletion, wrote('inbound'), open, withdrawn],
    [
      'is told where another message stands',
      deletion,
      wrote('inbound'),
      stands('facebook:777_10', 'facebook:777_11'),
      told,
    ],
    [
      'is told where a message stands and it says not which goes',
      bare(deletion),
      wrote('inbound'),
      stands('facebook:777_10'),
      told,
    ],
    ['is told where somebody answered', deletion, wrote('inbound'), { ...open, answered: true }, told],
    [
      'is told where messages are not counted any more',
      deletion,
      wrote('inbound'),
      { ...open, countless: true },
      told,
    ],
    ['is told where there is no ticket', deletion, wrote('inbound'), undefined, told],
    ['is told where no event opened the ticket', deletion, wrote('inbound'), { version: 1 }, told],
    ['is told where nobody knows the message', deletion, nobody, open, told],
    ['is told where the message has not come', deletion, { ...nobody, self: inConversation }, open, told],
    ['is told of what the company wrote', deletion, wrote('outbound'), open, told],
    ['is told of what was said to another customer', deletion, wrote('community'), open, told],
    [
      'by the company is one of its own',
      { ...deletion, direction: 'outbound' },
      wrote('inbound'),
      open,
      'append: deletion of an own message',
    ],
  ])('%s', (_, event, known, row, expected) => {
    expect(decide(event, known, row)).toBe(expected)
  })
})

describe('a message that failed to arrive', () => {
  const failed = mail({ kind: 'receipt.failed' })
  const reason = 'mail of the company that did not arrive'
  const nothing = 'none: asks nothing of a person'
  const toMany: Known = { ...nobody, self: { ...inConversation, direction: 'outbound', toMany: true } }

  it.each<[string, ContactEvent, Known, WorkRow, string]>([
    ['opens where it names the company’s mail', failed, wrote('outbound'), undefined, `open: ${reason}`],
    ['reopens where that has a ticket', failed, wrote('outbound'), open, `append and reopen: ${reason}`],
    ['reopens where it names none, in a ticket', failed, nobody, open, `append and reopen: ${reason}`],
    ['is nothing where it names none, without a ticket', failed, nobody, undefined, nothing],
    [
      'is nothing where it names none, and no event opened the ticket',
      failed,
      nobody,
      { version: 1 },
      nothing,
    ],
    ['is nothing where it names a customer’s mail', failed, wrote('inbound'), open, nothing],
    ['is nothing where it names a mail to many', failed, toMany, open, nothing],
    [
      'is nothing elsewhere than in mail',
      comment({ kind: 'receipt.failed' }),
      wrote('outbound'),
      open,
      nothing,
    ],
  ])('%s', (_, event, known, row, expected) => {
    expect(decide(event, known, row)).toBe(expected)
  })
})

describe('what is no message', () => {
  it.each([
    ['conversation.started', 'append: context of a conversation that has yet to begin'],
    ['contact.identity_changed', 'append: concerns the person, not a message'],
    ['contact.consent_changed', 'append: concerns the person, not a message'],
    ['contact.erasure_requested', 'append: concerns the person, not a message'],
    ['reaction.added', 'none: asks nothing of a person'],
  ] as const)('%s', (kind, expected) => {
    for (const row of [undefined, open]) expect(decide(comment({ kind }), nobody, row)).toBe(expected)
  })
})

describe('the ticket', () => {
  const asks = (fields: Partial<ContactEvent> = {}) =>
    comment({ conversation: { id: 'c1', match: 'platform', startedBy: { id: '990' } }, ...fields })
  const { author: _, ...unnamed } = asks()

  it.each<[string, ContactEvent, Known, string]>([
    [
      'stays that of the message, whatever is known since',
      asks(),
      { ...nobody, self: { ...inConversation, workKey: 'c0#1' } },
      'c0#1',
    ],
    ['is the asking person’s own', asks(), nobody, 'c1#991'],
    [
      'is the person’s own where nobody knows who started',
      comment({ conversation: { id: 'c1', match: 'platform' } }),
      nobody,
      'c1#991',
    ],
    [
      'is the conversation’s for who started it',
      asks({ author: { role: 'customer', id: '990' } }),
      nobody,
      'c1',
    ],
    ['is the conversation’s for who has no id', unnamed as ContactEvent, nobody, 'c1'],
    ['is the conversation’s in private', asks({ visibility: 'private' }), nobody, 'c1'],
    [
      'is that of what is answered',
      asks({ direction: 'outbound' }),
      { ...nobody, parent: { ...inConversation, workKey: 'c1#5' } },
      'c1#5',
    ],
    [
      'is the conversation’s where what is answered has none',
      asks({ direction: 'community' }),
      { ...nobody, parent: inConversation },
      'c1',
    ],
    [
      'is the conversation’s where nobody knows what is answered',
      asks({ direction: 'outbound' }),
      nobody,
      'c1',
    ],
    [
      'is none of another conversation',
      asks({ direction: 'outbound' }),
      { ...nobody, parent: { ...inConversation, conversationId: 'c2', workKey: 'c2#5' } },
      'c1',
    ],
  ])('%s', (_, event, known, expected) => {
    expect(workKey(event, known)).toBe(expected)
    expect(decideWork(event, known, expected, undefined).key).toBe(expected)
  })
})
