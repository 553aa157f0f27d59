/**
 * The contact event: what every platform's webhook becomes and every destination receives.
 *
 * Within version 1 only optional fields and new kinds are added. Readers therefore accept fields that they
 * do not know (`z.object` ignores them), and `readContactEvent` hands the value on with them. Functions import types
 * from here and nothing else: what they check is `contact-event-shape.ts`, which `npm run schemas` writes.
 */
import * as z from 'zod'

export const kinds = [
  'message.created',
  'message.edited',
  'message.deleted',
  'message.hidden',
  'message.unhidden',
  'message.attachments_changed',
  'reaction.added',
  'reaction.removed',
  'receipt.delivered',
  'receipt.read',
  'receipt.failed',
  'conversation.started',
  'conversation.owner_changed',
  'contact.identity_changed',
  'contact.consent_changed',
  'contact.erasure_requested',
] as const

/** The platforms that this project has adapters for, and mail, which comes by several gateways. Others may come. */
export const knownPlatforms = ['facebook', 'twitter', 'email'] as const
export const maxPlatformLength = 40
/** A platform's slug, e.g. `forum-of-electronics`. */
export const platformSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, `must be 1 to ${maxPlatformLength} lower-case letters, digits and dashes`)
/** A name under `extensions`. */
export const extensionName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits and dashes')
/** Of all of them as JSON. */
export const maxExtensionsBytes = 8000
export const surfaces = [
  'post',
  'comment',
  'review',
  'direct_message',
  'email',
  'sms',
  'call',
  'letter',
] as const
export const visibilities = ['public', 'private'] as const
export const addressings = ['direct', 'mention', 'about'] as const
export const directions = ['inbound', 'outbound', 'community'] as const
export const effects = ['open', 'append', 'answer', 'withdraw', 'none'] as const
export const automatedSorts = [
  'auto_reply',
  'bounce',
  'disposition_notification',
  'feedback_report',
  'list',
  'bulk',
  'system',
  'app',
] as const

/** An id as the platform gives it; always a string, because some exceed 2^53. */
const nativeId = z.string().min(1)
/** UTC, RFC 3339, e.g. `2026-11-20T19:43:21.000Z`. */
const instant = z.iso.datetime()
/** `<platform>:<native id>`: the same across edits, deletion and subscribed accounts. */
const messageId = z.string().min(3)

const person = z.object({
  role: z.enum(['customer', 'company', 'platform', 'app']).meta({ description: 'Whose side it is on.' }),
  id: nativeId.optional().meta({
    description: 'As the platform gives it: customers are told apart and erased by it.',
  }),
  scope: z.string().optional().meta({
    description: 'Where `id` is valid, e.g. `facebook:<page id>`: the same person has other ids elsewhere.',
  }),
  name: z.string().optional(),
  handle: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  url: z.string().optional(),
  followers: z.int().nonnegative().optional(),
  verified: z.boolean().optional(),
})

const attachment = z.object({
  type: z.string().meta({
    description:
      'Media type where known (`image/jpeg`), else the platform’s word (`image`, `sticker`, `fallback`).',
  }),
  state: z.enum(['pending', 'stored', 'remote', 'inline', 'unavailable', 'rejected']).meta({
    description:
      '`pending`: being fetched from the platform, or scanned for malware: `message.attachments_changed` says what came of it. ' +
      '`stored`: in the object store under `key`; a destination’s copy has a `url` that opens it for as long as it is kept. ' +
      '`remote`: on the platform at `url`, which may expire. ' +
      '`inline`: all there is stands in this object. `unavailable`: the platform withholds it, or has it no longer. ' +
      '`rejected`: refused by a limit, not what it was said to be, or malware.',
  }),
  key: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  title: z.string().optional(),
  size: z.int().nonnegative().optional().meta({ description: 'Bytes.' }),
  sha256: z.string().optional().meta({ description: 'Lower-case hex.' }),
  contentId: z.string().optional(),
  reason: z.string().optional().meta({ description: 'Why it is `unavailable` or `rejected`.' }),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  details: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'What else the platform says of it: sticker id, product, template.' }),
})

const message = z.object({
  id: messageId.meta({
    description:
      '`<platform>:<native id>`, the same in edits, deletion and replies: they find the message by it.',
  }),
  version: messageId.optional().meta({
    description:
      'The id of this version, where every edit has one of its own (X): replies and deletions may name it instead of `id`.',
  }),
  url: z.string().optional(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({
      description:
        'Of a mail: SHA-256, lower-case hex, of what its sender wrote (author, date, subject, words, files). It tells ' +
        'apart mails that bear one Message-ID; route gives the `id` of every one after the first a `#` and its beginning.',
    }),
  text: z.string().optional(),
  html: z.string().optional().meta({ description: 'Safe to show: no script, no remote content.' }),
  language: z.string().optional().meta({ description: 'As the platform declares it (BCP 47).' }),
  attachments: z.array(attachment),
  mentions: z
    .array(z.object({ id: nativeId.optional(), handle: z.string().optional(), name: z.string().optional() }))
    .optional(),
  links: z.array(z.object({ url: z.string(), title: z.string().optional() })).optional(),
  quoted: z
    .string()
    .optional()
    .meta({ description: 'Earlier text that came along, apart from the new text.' }),
  signature: z
    .string()
    .optional()
    .meta({ description: 'The sender’s signature, apart from the text, where its mark is certain.' }),
  quotes: messageId.optional().meta({ description: 'The message that this one quotes or shares.' }),
  rating: z
    .object({
      value: z.number().optional(),
      scale: z.number().optional(),
      recommended: z.boolean().optional(),
    })
    .optional(),
  action: z
    .object({
      type: z.enum(['postback', 'quick_reply']),
      title: z.string().optional(),
      payload: z.string().optional(),
    })
    .optional(),
  automated: z.enum(automatedSorts).optional(),
  withheld: z
    .enum(['deleted', 'edited', 'erased', 'encrypted', 'platform'])
    .optional()
    .meta({
      description:
        'Why text and attachments are missing. `deleted`: taken back before delivery. `erased`: its author, or whom an answer ' +
        'of the company names or quotes, was erased. `edited`: the edit came first. ' +
        '`encrypted`, `platform`: never given to us.',
    }),
})

const conversation = z.object({
  id: z
    .string()
    .min(3)
    .meta({
      description:
        'What belongs together on the platform: a top comment with all below it, the pair of a private chat, a mail thread. ' +
        'In private it is the ticket; in public each further customer in it has one of their own.',
    }),
  rootMessageId: messageId.optional().meta({
    description:
      'The topmost thing, where every payload below it names it: all of that is kept in one order.',
  }),
  parentMessageId: messageId.optional().meta({
    description:
      'The message that this one answers. It goes into that one’s conversation, and is `community` where one customer answers another.',
  }),
  subject: z.string().optional(),
  url: z.string().optional(),
  startedBy: z
    .object({ id: nativeId, role: z.enum(['customer', 'company', 'platform', 'app']).optional() })
    .optional(),
  match: z.enum(['platform', 'header', 'token', 'subject', 'none']).meta({
    description: 'What ties the event to the conversation; `subject` and `none` are guesses.',
  }),
  late: z.boolean().optional().meta({ description: 'Older than what the conversation has already seen.' }),
})

const work = z.object({
  effect: z.enum(effects).meta({
    description:
      '`open` a ticket under `key`; `append` to it; `answer`: append and stop the clock, the company has spoken; ' +
      '`withdraw`: append, and take the work item back, the customer deleted what nobody had answered; `none`.',
  }),
  key: z.string().min(3).meta({ description: 'Names the ticket.' }),
  reopen: z.boolean(),
  reason: z.string(),
})

const reply = z.object({
  public: z.boolean().meta({ description: 'Whether an answer can be read by everybody.' }),
  windows: z.array(z.object({ until: instant, means: z.string() })),
  maxLength: z.int().positive().optional(),
})

const authVerdict = z.enum(['pass', 'fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'])

export const contactEvent = z
  .object({
    schemaVersion: z.literal('1'),
    id: z
      .string()
      .regex(/^evt_[0-9a-f]{32}$/)
      .meta({ description: 'Deterministic: the same native thing has the same id.' }),
    kind: z.enum(kinds).meta({
      description: 'What happened. `message.created` may ask for work; what changes a message follows it.',
    }),
    platform: platformSlug.meta({
      description:
        'The platform’s slug. More may come within version 1: consumers ignore what they do not know.',
      examples: [...knownPlatforms],
    }),
    platformLabel: z
      .string()
      .min(1)
      .optional()
      .meta({
        description:
          'What people call the platform, as its adapter does; ingest sets it. Mail has none: its name depends on the reader’s language.',
        examples: ['Facebook', 'X'],
      }),
    surface: z.enum(surfaces).meta({ description: 'Where it was said.' }),
    account: z
      .object({
        id: nativeId,
        name: z.string().optional(),
        handle: z.string().optional(),
        others: z.array(nativeId).optional().meta({
          description:
            'Further mailboxes of the company that the same mail was delivered to; rules that name one of them apply too.',
        }),
        moreOthers: z.int().positive().optional().meta({
          description: 'How many there are beyond those that `others` names.',
        }),
      })
      .meta({ description: 'The company’s own page, handle or mailbox.' }),
    occurredAt: instant.meta({ description: 'When it happened, as far as anybody says.' }),
    occurredAtSource: z
      .enum(['platform', 'sender', 'notification', 'received'])
      .meta({ description: 'Whose clock that is: the next best where the platform tells no time.' }),
    receivedAt: instant.meta({ description: 'When ingest had it; service levels count from here.' }),
    visibility: z.enum(visibilities).meta({
      description: '`public` where everybody can read it; a closed group is `private`, however large.',
    }),
    addressing: z.enum(addressings).meta({
      description: '`about`: found by a search, talks of the company and not to it.',
    }),
    direction: z.enum(directions).meta({
      description:
        '`outbound`: by the company, in whatever tool. `community`: from customer to customer; route alone can tell.',
    }),
    conversation,
    message: message.optional(),
    target: z
      .object({
        messageId: messageId.optional(),
        until: instant.optional().meta({ description: 'Everything up to this time.' }),
      })
      .optional()
      .meta({ description: 'What a reaction or receipt is about.' }),
    reaction: z
      .object({ type: z.string(), emoji: z.string().optional() })
      .optional()
      .meta({ description: 'The platform’s own word.' }),
    receipt: z
      .object({
        recipient: z.string().optional(),
        code: z.string().optional(),
        diagnostic: z.string().optional(),
        permanent: z.boolean().optional().meta({
          description:
            'Whether the same message would fail again. The first digit of `code` does not tell: a full mailbox is 5.2.2 with many. Absent where nothing is known.',
        }),
      })
      .optional()
      .meta({ description: 'Why a message failed: enhanced status code (RFC 3463) and diagnostic text.' }),
    owner: z
      .object({
        previous: z.string().optional(),
        current: z.string().optional(),
        requested: z.string().optional(),
        metadata: z.string().optional(),
      })
      .optional()
      .meta({ description: 'Which app owns the thread (Messenger thread control).' }),
    referral: z
      .object({
        source: z.string().optional(),
        type: z.string().optional(),
        ref: z.string().optional(),
        adId: z.string().optional(),
        title: z.string().optional(),
        url: z.string().optional(),
        productId: z.string().optional().meta({ description: 'The product that the person asks about.' }),
        postId: z.string().optional().meta({ description: 'The post that was advertised.' }),
      })
      .optional()
      .meta({ description: 'What brought the person here.' }),
    consent: z
      .object({
        topic: z.string().optional(),
        granted: z.boolean().optional(),
        details: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
    standby: z
      .boolean()
      .optional()
      .meta({ description: 'A copy for an app that does not own the thread: context, not work.' }),
    test: z.boolean().optional().meta({ description: 'Made by the platform’s test button.' }),
    author: person.optional().meta({ description: 'Who wrote the message, whose ticket it is.' }),
    actor: person.optional().meta({ description: 'Who did this: reacted, hid, deleted.' }),
    recipients: z
      .array(
        z.object({
          id: nativeId.optional(),
          name: z.string().optional(),
          email: z.string().optional(),
          kind: z.enum(['to', 'cc', 'bcc']).optional(),
        }),
      )
      .optional(),
    recipientCount: z.int().positive().optional().meta({
      description: 'How many recipients there are, where `recipients` does not name them all.',
    }),
    replyTo: z.object({ name: z.string().optional(), email: z.string() }).optional().meta({
      description: 'Of a mail: who is to be answered (Reply-To), where that is not the author.',
    }),
    reply,
    authenticity: z.object({
      method: z.string(),
      proven: z.boolean(),
      spf: authVerdict.optional(),
      dkim: authVerdict.optional(),
      dmarc: authVerdict.optional(),
      unprovenOwn: z
        .boolean()
        .optional()
        .meta({
          description:
            'Of a mail: an address of the company stands in From, and nothing proves that the company wrote it. ' +
            'It counts as `inbound`, from a customer.',
        }),
      spam: z.boolean().optional().meta({
        description: 'Of a mail: what received it takes it for spam. Nothing else follows from that.',
      }),
      virus: z.boolean().optional().meta({
        description: 'Of a mail: what received it found a virus in it. Nothing else follows from that.',
      }),
    }),
    work: work.optional().meta({ description: 'Set by route: what it means for a person’s work.' }),
    extensions: z
      .record(extensionName, z.unknown())
      .optional()
      .meta({
        description:
          'Set by route: fields of the deployment’s own, as its `enrich` returned them, any JSON under a name each. ' +
          'They go wherever words of the event are withheld.',
      }),
  })
  .meta({ title: 'Netzdialog contact event, version 1' })

export type ContactEvent = z.infer<typeof contactEvent>
export type Kind = ContactEvent['kind']
export type Surface = ContactEvent['surface']
export type Direction = ContactEvent['direction']
export type Person = z.infer<typeof person>
export type Attachment = z.infer<typeof attachment>
export type Message = z.infer<typeof message>
export type Conversation = z.infer<typeof conversation>
export type Work = z.infer<typeof work>
export type Extensions = NonNullable<ContactEvent['extensions']>
/** A contact event that route has decided on. */
export type RoutedEvent = ContactEvent & { work: Work }
