import { describe, expect, it } from 'vitest'
import { acme, activity, anne, boris, read, readOne } from './read.ts'

const clara = '1650000000000000003'
const group = '1578398451921985538'
const users = Object.fromEntries(
  [acme, anne, boris, clara].map((id, index) => [id, { id, name: `Name ${index}` }]),
)

/** A message of v1.1 that Änne writes. */
const item = (target: object, fields: object = {}, inner: object = {}) => ({
  type: 'message_create',
  id: '201',
  created_timestamp: '1795203801250',
  message_create: { sender_id: anne, target, message_data: { text: 'Wann kommt wer?' }, ...inner },
  ...fields,
})
const toldOf = (event: object, told: object = {}) => ({
  for_user_id: acme,
  direct_message_events: [event],
  ...told,
})

const expected = {
  kind: 'message.created',
  surface: 'direct_message',
  visibility: 'private',
  direction: 'inbound',
  conversation: { id: `twitter:dm/${group}`, match: 'platform' },
  message: { text: 'Wann kommt wer?' },
  author: { id: anne, role: 'customer' },
}

describe('a direct message in a group', () => {
  it.each([
    ['target', item({ conversation_id: group })],
    ['target, beside a recipient', item({ conversation_id: group, recipient_id: boris })],
    ['message', item({}, {}, { conversation_id: group })],
    ['event', item({}, { dm_conversation_id: group })],
    ['event, as a number', item({}, { dm_conversation_id: 4711 })],
  ])('is in the conversation of the group that its %s names', async (name, event) => {
    const id = name.includes('number') ? '4711' : group
    expect(await readOne(toldOf(event))).toMatchObject({
      ...expected,
      conversation: { id: `twitter:dm/${id}` },
    })
  })

  it('names who reads along', async () => {
    const event = item({ conversation_id: group }, { participant_ids: [acme, anne, boris] })
    expect((await readOne(toldOf(event, { users }))).recipients).toEqual([
      { id: acme, name: 'Name 0' },
      { id: boris, name: 'Name 2' },
    ])
  })

  it('is outbound where the account writes', async () => {
    const event = await readOne(toldOf(item({ conversation_id: group }, {}, { sender_id: acme })))
    expect(event).toMatchObject({ direction: 'outbound', author: { role: 'company' } })
  })

  it('is known by more than two participants', async () => {
    const event = item({ recipient_id: boris }, { participant_ids: [boris, anne, acme] })
    const other = item({ recipient_id: acme }, { participant_ids: [acme, boris, anne] })
    const { conversation } = await readOne(toldOf(event))
    expect(conversation.id).toMatch(/^twitter:dm\/[0-9a-f]{32}$/)
    expect((await readOne(toldOf(other))).conversation).toEqual(conversation)
  })

  it('is known by a recipient that is none of the people who are told of', async () => {
    const event = await readOne(toldOf(item({ recipient_id: group }), { users }))
    expect(event).toMatchObject(expected)
    expect(event.recipients?.map(({ id }) => id)).not.toContain(anne)
  })

  it('is one event by whatever API', async () => {
    const old = await readOne(toldOf(item({ conversation_id: group })))
    const payload = { direct_message_events: [item({ conversation_id: group })] }
    expect((await readOne(activity('dm.received', payload))).id).toBe(old.id)
  })

  it.each([
    ['between two others', item({ recipient_id: boris }), { users }],
    ['between two others, of whom nobody is told', item({ recipient_id: boris }), {}],
    [
      'in a group without the account',
      item({ conversation_id: group }, { participant_ids: [anne, boris] }),
      {},
    ],
    ['to nobody at all, from the account', item({}, {}, { sender_id: acme }), {}],
  ])('is none %s: an operator sees it', async (_, event, told) => {
    const { events, quarantined } = await read(toldOf(event, told))
    expect(events).toEqual([])
    expect(quarantined).toMatchObject([{ what: 'direct message' }])
  })

  it('is read there', async () => {
    const mark = {
      created_timestamp: '1795203801250',
      sender_id: anne,
      target: { conversation_id: group },
      last_read_event_id: '201',
    }
    const event = await readOne({ for_user_id: acme, direct_message_mark_read_events: [mark] })
    expect(event).toMatchObject({ kind: 'receipt.read', conversation: expected.conversation })
  })

  it.each(['conversation_create', 'participants_join', 'participants_leave', 'conversation_name_update'])(
    'is none where somebody only changes the group: %s',
    async (type) => {
      const { ignored, quarantined } = await read(toldOf({ type, id: '202' }))
      expect(quarantined).toEqual([])
      expect(ignored).toMatchObject([{ what: 'direct message' }])
    },
  )
})

describe('a direct message in the form of v2', () => {
  const event = (fields: object = {}) => ({
    id: '201',
    event_type: 'MessageCreate',
    sender_id: anne,
    text: 'Wann kommt wer?',
    created_at: '2026-11-20T19:43:21.250Z',
    dm_conversation_id: group,
    ...fields,
  })

  it.each([
    ['in a list', { direct_message_events: [event()] }],
    ['in a list of another name', { dm_events: [event()] }],
    ['by itself', { dm_event: event() }],
    ['as the payload', event()],
  ])('is read %s', async (_, payload) => {
    expect(await readOne(activity('dm.received', payload))).toMatchObject({
      ...expected,
      occurredAt: '2026-11-20T19:43:21.250Z',
      occurredAtSource: 'platform',
    })
  })

  it('of two people is in the same conversation as in the form of v1.1', async () => {
    const old = await readOne(toldOf(item({ recipient_id: acme })))
    for (const dm_conversation_id of [`${anne}-${acme}`, `${acme}-${anne}`, undefined]) {
      const { conversation, id, recipients } = await readOne(toldOf(event({ dm_conversation_id })))
      expect({ conversation, id, recipients }).toEqual({
        conversation: old.conversation,
        id: old.id,
        recipients: old.recipients,
      })
    }
  })

  it('tells its files, links and the post that it shares', async () => {
    const { message } = await readOne(
      toldOf(
        event({
          text: 'Siehe https://t.co/abc &amp; mehr',
          attachments: { media_keys: ['3_1'] },
          referenced_tweets: [{ id: '50' }],
          entities: { urls: [{ url: 'https://t.co/abc', expanded_url: 'https://acme.example.net/' }] },
        }),
      ),
    )
    expect(message).toMatchObject({
      text: 'Siehe https://acme.example.net/ & mehr',
      attachments: [{ state: 'unavailable', details: { mediaKey: '3_1' } }],
      links: [{ url: 'https://acme.example.net/' }],
      quotes: 'twitter:50',
    })
  })

  it.each(['ParticipantsJoin', 'ParticipantsLeave'])('is none where it is a %s', async (event_type) => {
    const { ignored } = await read(toldOf({ id: '1', event_type, participant_ids: [boris] }))
    expect(ignored).toHaveLength(1)
  })

  it.each([
    ['of an unknown type', event({ event_type: 'Hologram' })],
    ['between two others', event({ dm_conversation_id: `${anne}-${boris}` })],
    ['without an id', event({ id: undefined })],
  ])('is kept for an operator where it is %s', async (_, each) => {
    const { events, quarantined } = await read(toldOf(each))
    expect(events).toEqual([])
    expect(quarantined).toHaveLength(1)
  })
})
