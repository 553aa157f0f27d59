import { describe, expect, it } from 'vitest'
import { acme, activity, anne, boris, read, readOne } from './read.ts'

const chat = (fields: object = {}) => ({
  broadcast_id: '1mGPaZaAdNqJN',
  message_id: '2090000000000000004',
  message: 'Wann ist der Anschluss wieder da &amp; warum?',
  is_subscriber: false,
  author: { data: { id: anne, username: 'aenne_gruen', name: 'Änne Grün 🚚' } },
  ...fields,
})
const said = (fields?: object, type = 'broadcast.chat') =>
  readOne(activity(type, chat(fields), { created_at: '2026-11-20T19:43:21.000Z' }))

describe('the chat beside a broadcast of the account', () => {
  it.each(['broadcast.chat', 'BroadcastChat'])('is a question of a stranger in %s', async (type) => {
    expect(await said({}, type)).toMatchObject({
      kind: 'message.created',
      surface: 'comment',
      visibility: 'public',
      addressing: 'direct',
      direction: 'inbound',
      occurredAt: '2026-11-20T19:43:21.000Z',
      occurredAtSource: 'notification',
      conversation: {
        id: 'twitter:broadcast/1mGPaZaAdNqJN',
        startedBy: { id: acme, role: 'company' },
        url: 'https://x.com/i/broadcasts/1mGPaZaAdNqJN',
      },
      message: {
        id: 'twitter:broadcast/1mGPaZaAdNqJN/2090000000000000004',
        text: 'Wann ist der Anschluss wieder da & warum?',
        attachments: [],
      },
      author: { role: 'customer', id: anne, handle: 'aenne_gruen', name: 'Änne Grün 🚚' },
    })
  })

  it('is the account’s own where it writes there', async () => {
    const event = await said({ author: { id: acme, username: 'acme_service' } })
    expect(event).toMatchObject({ direction: 'outbound', author: { role: 'company' } })
  })

  it('is one event however often it is told, and another for each message', async () => {
    const [first, again, other, elsewhere] = await Promise.all([
      said(),
      said(),
      said({ message_id: '2090000000000000005' }),
      said({ broadcast_id: '1mGPaZaAdNqJO' }),
    ])
    expect(again).toEqual(first)
    expect(new Set([first, other, elsewhere].map((each) => each?.id)).size).toBe(3)
  })

  it.each([
    [{ author: undefined, author_id: boris }, boris],
    [{ author: 'Änne' }, undefined],
  ])('may leave out who speaks: %j', async (fields, id) => {
    expect((await said(fields)).author?.id).toBe(id)
  })

  it.each([[{ message: undefined }], [{ message_id: {} }], [{ broadcast_id: '../x' }]])(
    'is kept for an operator where it is %j',
    async (fields) => {
      const { quarantined } = await read(activity('broadcast.chat', chat(fields)))
      expect(quarantined).toMatchObject([{ what: 'broadcast.chat' }])
    },
  )
})

describe('what else happens around a broadcast', () => {
  it.each(['broadcast.start', 'broadcast.end', 'BroadcastEnd', 'spaces.start', 'SpacesEnd'])(
    'is ignored where nobody speaks: %s',
    async (type) => {
      const { ignored, quarantined } = await read(activity(type, { broadcast_id: '1' }))
      expect(quarantined).toEqual([])
      expect(ignored).toHaveLength(1)
    },
  )

  it.each(['broadcast.question', 'spaces.chat'])(
    'is kept for an operator where nobody knows whether somebody speaks: %s',
    async (type) => {
      expect((await read(activity(type, chat()))).quarantined).toHaveLength(1)
    },
  )
})
