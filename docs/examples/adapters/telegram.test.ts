import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describePlatform } from 'netzdialog/testing'
import { platform, sender } from './telegram.ts'

const fixtures = new URL('./fixtures/telegram/', import.meta.url)
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

const chat = { id: -1001234567890, type: 'supergroup', username: 'acme_friends' }
const [anne, ben] = [
  { id: 5550001, first_name: 'Änne' },
  { id: 5550002, first_name: 'Ben' },
]
const said = (message_id: number, from: object, text: string, more: object = {}) => ({
  message_id,
  date: 1_795_981_400 + message_id,
  chat,
  from,
  text,
  ...more,
})
const first = said(41, anne, 'Mein Fernseher ist schwarz.')

const anyUpdate = fc.record({
  update_id: fc.nat(),
  message: fc.record(
    {
      message_id: fc.nat(),
      date: fc.integer({ min: 1, max: 2 ** 31 }),
      chat: fc.record({
        id: fc.integer(),
        type: fc.constantFrom('private', 'group', 'supergroup', 'channel'),
      }),
      from: fc.record({ id: fc.nat(), is_bot: fc.boolean(), first_name: fc.string() }),
      text: fc.string(),
    },
    { requiredKeys: [] },
  ),
})

describePlatform({
  adapter: platform,
  sender,
  settings: { bot: 'acme_service_bot' },
  fixtures,
  valid: readFileSync(new URL('message.payload.json', fixtures)),
  otherSecrets: { secretTokens: ['another-telegram-token'] },
  unknown: encode({ update_id: 1, poll: { id: '9' } }),
  bodies: anyUpdate.map((value) => ({ payload: encode(value), parts: 1 })),
  story: {
    message: encode({ update_id: 1, message: first }),
    reply: encode({
      update_id: 2,
      message: said(42, ben, 'Stecker ziehen!', { reply_to_message: first }),
    }),
    another: encode({ update_id: 3, message: said(43, ben, 'Und wo ist meine Rechnung?') }),
    edit: encode({
      update_id: 4,
      edited_message: { ...first, text: 'Ganz schwarz.', edit_date: 1_795_981_500 },
    }),
    reaction: 'this example asks Telegram for no reactions',
    answer: 'a bot is not told what it sends itself',
    deletion: 'Telegram tells a bot of no deletion',
  },
  skip: {
    tampered: 'Telegram repeats a shared secret and signs nothing',
    twice: 'an update holds one message',
    batch: 'an update holds one message',
  },
})
