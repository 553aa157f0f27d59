import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { platform, sender } from '../../examples/adapters/telegram.ts'
import { describePlatform } from '../contracts/platform-contract.ts'

const fixtures = new URL('./fixtures/telegram/', import.meta.url)
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

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
  skip: {
    tampered: 'Telegram repeats a shared secret and signs nothing',
    twice: 'an update holds one message',
    batch: 'an update holds one message',
  },
})
