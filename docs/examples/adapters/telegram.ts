import {
  type ContactEvent,
  equalsSecret,
  eventId,
  type NormalizeContext,
  type NormalizeResult,
  NotProven,
  type PlatformAdapter,
  type PlatformSender,
  parseJson,
} from 'netzdialog/adapter'
import * as z from 'zod'

/** https://core.telegram.org/bots/api#setwebhook: the header repeats `secret_token`, which allows these characters. */
const secretToken = z.string().regex(/^[\w-]{16,256}$/, 'must be 16 to 256 letters, digits, _ and -')

const settings = z.strictObject({
  bot: z.string().regex(/^\w{5,32}$/, 'must be the bot’s name without @'),
  secretTokens: z.array(secretToken).min(1).meta({ secret: true, description: 'As given to setWebhook.' }),
})
type Settings = z.infer<typeof settings>

/** Ids have up to 52 bits, and JSON keeps them as numbers. */
const id = z.union([z.int(), z.string().regex(/^-?\d{1,20}$/)]).transform(String)
const user = z.looseObject({
  id,
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  last_name: z.string().optional(),
  username: z.string().min(1).optional(),
})
const message = z.looseObject({
  message_id: id,
  date: z.int().positive().max(253_402_300_799),
  edit_date: z.int().positive().max(253_402_300_799).optional(),
  chat: z.looseObject({
    id,
    type: z.enum(['private', 'group', 'supergroup', 'channel']),
    // Of a group that anybody finds and reads.
    username: z.string().min(1).optional(),
  }),
  from: user,
  text: z.string().optional(),
  caption: z.string().optional(),
  reply_to_message: z.looseObject({ message_id: id }).optional(),
})
type Message = z.infer<typeof message>

/** An update holds exactly one thing beside its id: https://core.telegram.org/bots/api#update. */
const update = z.looseObject({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
})

const header = 'x-telegram-bot-api-secret-token'

/** Telegram: what people write to a bot, in private or in a group that it belongs to. */
export const platform: PlatformAdapter<Settings> = {
  name: 'telegram',
  label: 'Telegram',
  settings,
  verify({ headers }, { secretTokens }) {
    const given = headers.get(header)
    if (!given) throw new NotProven('signature_missing', `the request has no ${header}`)
    if (!equalsSecret(given, secretTokens))
      throw new NotProven('signature_mismatch', `${header} is none of the secret tokens in the settings`)
  },
  normalize({ body }, context) {
    const value = parseJson(body)
    const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
    const read = update.safeParse(value)
    const known = read.data?.message ?? read.data?.edited_message
    if (!read.success) result.quarantined.push({ what: 'update', why: 'it is of no known form', part: value })
    else if (!known) result.quarantined.push({ what: 'update', why: 'it holds no message', part: value })
    else if (known.from.is_bot) result.ignored.push({ what: 'message', why: 'another bot has written it' })
    else result.events.push(toEvent(known, read.data.message === undefined, context))
    return result
  },
}

function toEvent(given: Message, isEdit: boolean, context: NormalizeContext<Settings>): ContactEvent {
  const { chat, from } = given
  const nativeId = (message: string) => `telegram:${chat.id}/${message}`
  const isPrivate = chat.type === 'private'
  // A group without a name is closed: what is said there must reach nothing public.
  const isPublic = !isPrivate && chat.username !== undefined
  const parent = given.reply_to_message && nativeId(given.reply_to_message.message_id)
  const text = given.text ?? given.caption
  const seconds = isEdit ? (given.edit_date ?? given.date) : given.date
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ')
  const kind = isEdit ? 'message.edited' : 'message.created'
  const version = isEdit ? String(seconds) : ''
  return {
    schemaVersion: '1',
    id: eventId('telegram', context.settings.bot, kind, chat.id, given.message_id, version),
    kind,
    platform: 'telegram',
    surface: isPrivate ? 'direct_message' : 'post',
    account: { id: context.settings.bot, handle: context.settings.bot },
    occurredAt: new Date(seconds * 1000).toISOString(),
    occurredAtSource: 'platform',
    receivedAt: context.receivedAt,
    visibility: isPublic ? 'public' : 'private',
    addressing: 'direct',
    direction: 'inbound',
    conversation: {
      // One talk with a person; in a group each message that answers nothing begins one, which route finds by `parentMessageId`.
      id: isPrivate ? `telegram:dm/${chat.id}` : nativeId(given.message_id),
      ...(parent !== undefined && { parentMessageId: parent }),
      match: 'platform',
    },
    message: {
      id: nativeId(given.message_id),
      ...(text !== undefined && { text }),
      attachments: [],
    },
    author: {
      role: 'customer',
      id: from.id,
      scope: 'telegram',
      ...(name !== '' && { name }),
      ...(from.username !== undefined && { handle: from.username }),
    },
    reply: { public: isPublic, windows: [] },
    authenticity: { method: 'shared-secret', proven: true },
  }
}

const localToken = 'local-telegram-secret-token'

/** Telegram's side, for the local run, `netzdialog send` and the tests. */
export const sender: PlatformSender = {
  localSecrets: { secretTokens: [localToken] },
  sign(payload, secrets) {
    const { secretTokens } = z.object({ secretTokens: z.array(z.string()).min(1) }).parse(secrets)
    const headers = { 'content-type': 'application/json', [header]: secretTokens[0] ?? '' }
    return { method: 'POST', headers, body: payload }
  },
  renewal: {
    ids: [/"(?:update_id|message_id)":\s*(\d+)/g],
    varied: [/"from":\s*\{\s*"id":\s*(\d+)/g],
    names: [/"first_name":\s*"([^"]+)"/g],
    times: [/"date":\s*(\d+)/g],
  },
}
