import { customerOf, mailbox, nativeId } from './places.ts'
import type { Update } from './update.ts'

const startedAt = 1_795_262_400_000

/** A mail as Postmark hands it over. It names the one before it, and none before that. */
export function mailPayload([update]: readonly Update[]): unknown {
  if (!update) throw new Error('a post without a mail')
  const { place, conversation, number, above, text, index } = update
  const address = customerOf(place, conversation).id
  const named = above === undefined ? [] : [['In-Reply-To', nativeId(place, conversation, above)] as const]
  const headers = [['Message-ID', nativeId(place, conversation, number)] as const, ...named]
  return {
    From: address,
    FromFull: { Email: address, Name: 'Änne Grün', MailboxHash: '' },
    To: mailbox,
    ToFull: [{ Email: mailbox, Name: 'Service', MailboxHash: '' }],
    OriginalRecipient: mailbox,
    Subject: `${above === undefined ? '' : 'Re: '}Störung ${conversation}`,
    MessageID: `gateway-${conversation}-${number}`,
    Date: new Date(startedAt + index * 1000).toUTCString(),
    TextBody: text,
    Headers: headers.map(([Name, Value]) => ({ Name, Value })),
    Attachments: [],
  }
}
