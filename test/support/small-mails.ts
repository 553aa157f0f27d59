import * as fc from 'fast-check'
import { eventId } from '../../functions/core/ids.ts'
import { conversationId } from '../../functions/kits/mail/thread/thread.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import { customer, directMessage, page } from './contact-events.ts'

const service = 'service@acme.test'
const sales = 'sales@acme.test'
const root = 'email:<root@kunde.test>'

export const anne = 'anne@kunde.test'
const people = [anne, 'bert@kunde.test', 'cleo@kunde.test']

/** Mails of one thread: to several mailboxes, with the Message-ID of others, forged ones, and some that came back. */
export const letter: fc.Arbitrary<ContactEvent> = fc
  .record({
    n: fc.nat(3),
    from: fc.constantFrom(...people, service),
    to: fc.subarray([...people, service]),
    mailbox: fc.constantFrom(service, sales),
    digest: fc.constantFrom(undefined, 'd1'.repeat(16), 'd2'.repeat(16)),
    above: fc.constantFrom(undefined, 0, 1, 2, 3),
    hasToken: fc.boolean(),
    isList: fc.constantFrom(true, false, false, false),
    cameBack: fc.constantFrom(true, false, false, false),
    minute: fc.nat(5),
  })
  .map(({ n, from, to, mailbox, digest, above, hasToken, isList, cameBack, minute }) => {
    const isOwn = from === service
    const counterpart = isOwn ? to.find((each) => each !== service) : from
    const id = `email:<m${n}@kunde.test>`
    const { message: _, ...draft } = directMessage('mail', isOwn ? page : customer(from), { minute })
    return {
      ...draft,
      id: eventId('mail', JSON.stringify([n, from, to, mailbox, digest, above, cameBack, minute])),
      kind: cameBack ? 'receipt.failed' : 'message.created',
      platform: 'email',
      surface: 'email',
      account: { id: mailbox },
      author: { role: isOwn ? 'company' : 'customer', id: from, email: from },
      recipients: to.map((email) => ({ email })),
      conversation: {
        id: hasToken ? 'email:token' : conversationId(root, counterpart),
        rootMessageId: root,
        ...(above !== undefined && { parentMessageId: `email:<m${above}@kunde.test>` }),
        match: hasToken ? 'token' : 'header',
        subject: 'Lieferung',
      },
      ...(cameBack
        ? { target: { messageId: id } }
        : {
            message: {
              id,
              text: `mail ${minute}`,
              attachments: [],
              ...(digest && { digest }),
              ...(isList && { automated: 'list' }),
            },
          }),
    }
  })

/** Each mailbox has a destination of its own. */
export const mailboxes = {
  destinations: [{ name: 'crm' }, { name: 'board' }],
  routing: {
    match: 'all' as const,
    rules: [
      { when: { account: [service] }, to: ['crm'], forward: 'all' as const },
      { when: { account: [sales] }, to: ['board'] },
    ],
  },
}
