import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standard as sender } from '../../../../bin/local/senders/standard.ts'
import { toCloudEvent } from '../../../../functions/core/cloud-event.ts'
import { standard as adapter } from '../../../../functions/platforms/standard/index.ts'
import type { ContactEvent, RoutedEvent } from '../../../../schemas/contact-event.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'
import { comment, customer } from '../../../support/contact-events.ts'

const fixtures = new URL('./fixtures/', import.meta.url)
const wiring = { adapter, sender, settings: { ...sender.localSettings } }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value))

const anne = { id: 'anne', name: 'Anne' }
const cem = { id: 'cem', name: 'Cem' }
const said = (id: string, author: object, fields: object = {}) => ({
  platform: 'standard',
  surface: 'comment',
  visibility: 'public',
  message: { id, text: `Beitrag ${id}` },
  author,
  ...fields,
})
const inTopic = { conversation: { id: 't1', parentMessageId: 't1' } }

/** Values near to those of an event, and some of any kind. */
const near = (...values: unknown[]) => fc.oneof(fc.constantFrom(...values), fc.jsonValue({ maxDepth: 1 }))
const fields = {
  platform: near('standard', 'forum', 'unknown'),
  surface: near('call', 'comment', 'post'),
  visibility: near('public', 'private'),
  kind: near('message.created', 'message.edited', 'reaction.added', 'receipt.read', 'message.deleted'),
  id: near('evt_0123456789abcdef0123456789abcdef', 'x', 7),
  account: near({ id: 'a' }, { id: 1, others: ['b'] }),
  occurredAt: near('2026-11-20T08:00:00+01:00', '2026-11-20T08:00Z', '2099-01-01T00:00:00Z', 'gestern'),
  author: near({ id: 1 }, { phone: '0049 221 5550142' }, { email: 'a@b.example', role: 'company' }),
  conversation: near({ id: 'c' }, { parentMessageId: 'p', rootMessageId: 'r' }),
  target: near({ messageId: 'm', until: '2026-11-20T08:00:00Z' }),
  reaction: near({ type: 'like' }),
  reply: near({ public: true, windows: [{ until: '2026-11-21T08:00:00+01:00', means: 'chat' }] }),
  message: near(
    { text: 'Hallo' },
    { id: 'm', html: '<p>Hallo<script>', attachments: [{ content: 'AAAA' }, { url: 'https://a.example' }] },
    {
      id: 5,
      attachments: [{ content: '%' }, { state: 'stored' }, { location: { latitude: 1, longitude: 2 } }, 7],
    },
  ),
}
const event = fc.record(fields, { requiredKeys: ['platform', 'surface', 'message'] })
const bodies = fc.oneof(
  event.map((value) => ({ payload: encode(value), parts: 1 })),
  fc.array(event, { maxLength: 4 }).map((list) => ({ payload: encode(list), parts: list.length })),
  fc.jsonValue().map((value) => ({ payload: encode(value), parts: 1 })),
)

describePlatform({
  ...wiring,
  fixtures,
  valid: encode(said('m1', anne)),
  otherSecrets: { signingSecrets: ['whsec_b3RoZXItc3RhbmRhcmQtd2ViaG9va3Mtc2VjcmV0LTMy'] },
  twice: encode([said('m1', anne), said('m1', anne)]),
  batch: (count) => encode(Array.from({ length: count }, (_, at) => said(`m${at}`, anne))),
  unknown: encode({ ...said('m1', anne), kind: 'message.forwarded' }),
  bodies,
  story: {
    message: encode(said('t1', anne)),
    reply: encode(said('t2', cem, inTopic)),
    another: encode(said('u1', cem)),
    edit: encode(said('t1', anne, { kind: 'message.edited', message: { id: 't1', text: 'Anders' } })),
    reaction: encode({
      ...said('', cem),
      kind: 'reaction.added',
      message: undefined,
      target: { messageId: 't1' },
      reaction: { type: 'like' },
    }),
    answer: encode(said('t3', { id: 'service', role: 'company' }, inTopic)),
    deletion: encode(said('t1', anne, { kind: 'message.deleted', message: { id: 't1' } })),
  },
})

async function read(value: unknown) {
  return expectResult(await readSigned(wiring, encode(value)))
}
const only = async (value: unknown): Promise<ContactEvent | undefined> => (await read(value)).events[0]
const call = { platform: 'telephone', surface: 'call', message: { text: 'Bitte um Rückruf' } }

describe('what a sender may leave out', () => {
  it('is everything but the system, the place and what was said', async () => {
    expect(await only(call)).toMatchObject({
      kind: 'message.created',
      platform: 'telephone',
      platformLabel: 'Telefon',
      account: { id: 'telephone' },
      visibility: 'private',
      direction: 'inbound',
      addressing: 'direct',
      occurredAt: '2026-11-20T19:43:22.105Z',
      occurredAtSource: 'received',
      conversation: { match: 'none' },
      reply: { public: false, windows: [] },
      authenticity: { method: 'standard-webhooks', proven: true },
    })
  })

  it('is the id: a repeated delivery is the same event, whenever it was received', async () => {
    const { localSecrets } = sender
    const first = await only(call)
    expect((await only(call))?.id).toBe(first?.id)
    expect(first?.message?.id).toBe(
      `telephone:${sender.sign(encode(call), localSecrets, new Date()).headers['webhook-id']}`,
    )
    expect((await only({ ...call, message: { text: 'Noch einmal' } }))?.id).not.toBe(first?.id)
  })

  it('is the id of a message that has one of its own: a second delivery of it is the same event', async () => {
    const [one, other] = await Promise.all([
      only({ ...call, message: { id: 'c1', text: 'Bitte' } }),
      only({ ...call, message: { id: 'telephone:c1', text: 'Bitte!' } }),
    ])
    expect(one?.message?.id).toBe('telephone:c1')
    expect(other?.id).toBe(one?.id)
  })

  it('tells events of one list apart', async () => {
    const { events } = await read([call, call])
    expect(new Set(events.map(({ id }) => id)).size).toBe(2)
  })

  it('is what stands there as null', async () => {
    const { events, ignored, quarantined } = await read({
      ...call,
      conversation: null,
      occurredAt: null,
      author: null,
    })
    expect([events.length, ignored, quarantined]).toEqual([1, [], []])
  })
})

it('is told by the time of receipt where the clock of its sender is a day ahead', async () => {
  const received = { occurredAt: '2026-11-20T19:43:22.105Z', occurredAtSource: 'received' }
  expect(await only({ ...call, occurredAt: '2026-11-22T08:00:00Z' })).toMatchObject(received)
  expect(await only({ ...call, occurredAt: '2026-11-21T08:00:00+01:00' })).toMatchObject({
    occurredAt: '2026-11-21T07:00:00.000Z',
    occurredAtSource: 'platform',
  })
})

describe('a person', () => {
  it.each([
    [{ phone: '0049 (221) 555-0142' }, { id: '+492215550142', phone: '+492215550142' }],
    [{ phone: '0221 5550142' }, { id: '0221 5550142', scope: 'telephone' }],
    [{ email: 'Anne@Kunde.example', phone: '+49221' }, { id: 'anne@kunde.example' }],
    [
      { id: 4711, email: 'anne@kunde.example' },
      { id: '4711', scope: 'telephone' },
    ],
    [
      { id: '4711', scope: 'crm' },
      { id: '4711', scope: 'crm' },
    ],
    [{ handle: 'anne' }, { id: 'anne', scope: 'telephone' }],
  ])('%j is known by %j', async (given, expected) => {
    expect((await only({ ...call, author: given }))?.author).toMatchObject({ role: 'customer', ...expected })
  })

  it('has no scope where the id is an address', async () => {
    expect((await only({ ...call, author: { phone: '+49 221 5550142' } }))?.author).not.toHaveProperty(
      'scope',
    )
  })

  it('of the company makes the event outbound', async () => {
    expect((await only({ ...call, author: { role: 'company', id: 'x' } }))?.direction).toBe('outbound')
  })
})

describe('an event that cannot be taken', () => {
  it.each([
    ['no object', 7, 'received a number, expected an object'],
    [
      'no place',
      { ...call, surface: undefined },
      'surface: missing, expected one of post, comment, review, direct_message, email, sms, call, letter',
    ],
    [
      'another place',
      { ...call, surface: 'telefon' },
      'surface: received a text of 7 characters, expected one of post, comment, review, direct_message, email, sms, call, letter',
    ],
    [
      'another system',
      { ...call, platform: 'facebook' },
      'platform: received a text of 8 characters, expected one of standard, telephone, scanner, forum, blog, wiki, reviews (the setting platforms)',
    ],
    [
      'nothing said',
      { ...call, message: {} },
      'message: says nothing, expected text, html, attachments, rating, action or withheld',
    ],
    ['no message', { ...call, message: undefined }, 'message: missing, expected an object'],
    [
      'another time',
      { ...call, occurredAt: 'gestern' },
      'occurredAt: received a text of 7 characters, expected a time such as 2026-11-20T19:43:21Z',
    ],
    ['a public call', { ...call, visibility: 'public' }, 'visibility: what is said there is never public'],
    [
      'an edit of nothing',
      { ...call, kind: 'message.edited' },
      'message.id: missing, expected the message that it is about',
    ],
    [
      'a deletion of nothing',
      { ...call, message: undefined, kind: 'message.deleted' },
      'message.id: missing, expected the message that it is about',
    ],
    [
      'a reaction to nothing',
      { ...call, message: undefined, kind: 'reaction.added', reaction: { type: 'like' } },
      'target.messageId: missing, expected the message that it is about',
    ],
    [
      'a file in no base64',
      { ...call, message: { attachments: [{ content: 'Hällo' }] } },
      'message.attachments.0.content: received a text of 5 characters, expected the file in base64',
    ],
    [
      'a file from nowhere',
      { ...call, message: { text: 'a', attachments: [{ url: 'https://a.example' }, { name: 'a.pdf' }] } },
      'message.attachments.1: has no file, expected content (base64) or url',
    ],
    [
      'a link that runs',
      { ...call, message: { attachments: [{ url: 'javascript:alert(1)' }] } },
      'message.attachments.0.url: received a text of 19 characters, expected an address that begins with https://',
    ],
    [
      'a rating in words',
      { ...call, message: { rating: { value: 'gut' } } },
      'message.rating.value: received a text of 3 characters, expected a number',
    ],
    [
      'a person in a list',
      { ...call, author: [{ id: 'a' }] },
      'author: received a list of 1, expected an object',
    ],
  ])('(%s) says what was received and what to do', async (_, value, why) => {
    const { events, quarantined } = await read(value)
    expect(events).toEqual([])
    expect(quarantined.map((each) => each.why)).toContainEqual(expect.stringContaining(why))
  })

  it('costs none of the others of its list', async () => {
    const { events, quarantined } = await read([call, { ...call, surface: 1 }, call])
    expect(events).toHaveLength(2)
    expect(quarantined.map(({ what }) => what)).toEqual(['event 1'])
  })
})

it('goes on without a field that the schema does not know, and says which it was', async () => {
  const { events, ignored } = await read({
    ...call,
    autor: { id: 'a' },
    message: { text: 'a', colour: 'red', 'Änne Grün': 1 },
  })
  expect(events).toHaveLength(1)
  expect(ignored).toEqual([
    { what: 'event', why: 'not in the schema: message.colour, autor, 1 more', notice: true, daily: true },
  ])
})

describe('the mirror of the destination webhook', () => {
  const routed: RoutedEvent = {
    ...comment('c1', customer('anne')),
    work: { effect: 'open', key: 'k:1', reopen: false, reason: 'customer message to the company' },
  }
  const mirror = { ...wiring, settings: { platforms: { facebook: 'Facebook', standard: 'x' } } }
  const readMirrored = async (value: unknown) => expectResult(await readSigned(mirror, encode(value)))

  it('takes its events under their own ids, in a CloudEvent or without', async () => {
    for (const sent of [routed, toCloudEvent(routed), [toCloudEvent(routed)]]) {
      const { events, quarantined, ignored } = await readMirrored(sent)
      expect([quarantined, ignored]).toEqual([[], []])
      const { work: _, ...unrouted } = routed
      expect(events).toEqual([
        {
          ...unrouted,
          platformLabel: 'Facebook',
          author: { ...routed.author, scope: 'facebook' },
          receivedAt: '2026-11-20T19:43:22.105Z',
          authenticity: { method: 'standard-webhooks', proven: true },
        },
      ])
    }
  })

  it('takes a link for what lies in the store of the other', async () => {
    const attachments = [
      { type: 'image/png', state: 'stored', key: 'attachments/a', url: 'https://other.example/a' },
      { type: 'image/png', state: 'stored', key: 'attachments/b' },
      { type: 'image', state: 'pending', url: 'https://cdn.example/c' },
      { type: 'image', state: 'pending', details: { fileId: '7' } },
    ]
    const { events } = await readMirrored({ ...routed, message: { ...routed.message, attachments } })
    expect(events[0]?.message?.attachments).toEqual([
      { type: 'image/png', state: 'remote', url: 'https://other.example/a' },
      { type: 'image/png', state: 'unavailable', reason: 'the sender has it, and gave no address of it' },
      { type: 'image', state: 'remote', url: 'https://cdn.example/c' },
      {
        type: 'image',
        state: 'unavailable',
        reason: 'the sender has it, and gave no address of it',
        details: { fileId: '7' },
      },
    ])
  })

  it('takes its probes for nothing', async () => {
    for (const probe of [{ specversion: '1.0', type: 'de.netzdialog.probe.v1', data: {} }, {}]) {
      const { events, ignored, quarantined } = await readMirrored(probe)
      expect([events, quarantined, ignored.map(({ why }) => why)]).toEqual([
        [],
        [],
        ['a probe of the connection'],
      ])
    }
  })
})

it('reads the samples of bin/samples without a rest', async () => {
  const folder = new URL('../../../../bin/samples/standard/', import.meta.url)
  for (const file of readdirSync(folder)) {
    const { events, quarantined, ignored } = expectResult(
      await readSigned(wiring, readFileSync(new URL(file, folder))),
    )
    expect([events.length, quarantined, ignored]).toEqual([1, [], []])
  }
})
