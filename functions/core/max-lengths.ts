/** Signed addresses of media are the longest: about a thousand. */
export const maxUrlLength = 8192

/**
 * The most that one string of a contact event may hold, in UTF-16 code units, by where it stands. What is longer is cut
 * and ends with ` […]`; what is not listed has `maxLength`. No platform's own limit is below these; a mail has none.
 */
export const maxLengths: Readonly<Record<string, number>> = {
  platformLabel: 60,
  'message.text': 1_000_000,
  'message.quoted': 1_000_000,
  'message.signature': 20_000,
  'message.url': maxUrlLength,
  'message.attachments.name': 300,
  'message.links.url': maxUrlLength,
  'message.mentions.name': 300,
  'message.mentions.handle': 300,
  'message.language': 100,
  'author.name': 300,
  'author.handle': 300,
  'author.phone': 100,
  'author.url': maxUrlLength,
  'actor.name': 300,
  'actor.handle': 300,
  'actor.phone': 100,
  'actor.url': maxUrlLength,
  'recipients.name': 300,
  'reaction.type': 100,
  'reaction.emoji': 100,
  'receipt.code': 100,
}

export const maxLength = 2000

/** Longer HTML is left out, because what is cut is no HTML any more: the text says the same. */
export const maxHtmlLength = 2_000_000

/** RFC 5321 allows 64 octets before the `@` and 255 behind. What is longer is no address, and is shown as a name. */
export const maxAddressLength = 320

/**
 * Ids that are longer stand as `sha256-<hex>` behind their platform, so that two stay two: they are keys of the ledger,
 * where DynamoDB takes 2048 bytes. A mail's own come with up to 900 characters.
 */
export const maxIdLength = 920
export const idPaths: ReadonlySet<string> = new Set([
  'account.id',
  'conversation.id',
  'conversation.rootMessageId',
  'conversation.parentMessageId',
  'conversation.startedBy.id',
  'message.id',
  'message.version',
  'message.quotes',
  'message.mentions.id',
  'target.messageId',
  'author.id',
  'author.scope',
  'actor.id',
  'actor.scope',
  'recipients.id',
])

/** JSON of what a platform says of an attachment or a consent: more is left out as a whole. */
export const maxDetailsLength = 50_000

/** Attachments of one event; how many there are more stands in one that is `rejected`. */
export const maxAttachments = 200
