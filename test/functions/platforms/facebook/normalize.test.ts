import { describe, expect, it } from 'vitest'
import { facebook as sender } from '../../../../bin/local/senders/facebook.ts'
import { Proven } from '../../../../functions/contracts/proven.ts'
import { facebook as adapter } from '../../../../functions/platforms/facebook/index.ts'
import { normalize } from '../../../../functions/platforms/facebook/normalize.ts'
import { expectResult, localSettings, readSigned, receivedAt } from '../../../contracts/webhook-request.ts'

const comment = {
  item: 'comment',
  post_id: '4711_777',
  parent_id: '4711_777',
  comment_id: '777_10',
  from: { id: '991', name: 'Änne Grün 🚚' },
  message: 'Schwarz!',
  created_time: 1_795_203_801,
}

/** Reads a body that is already proven. */
function read(body: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(body))
  const proven = Proven.fromQuarantine({ body: bytes, headers: new Headers() })
  return normalize(proven, { settings: localSettings({ adapter, sender }), receivedAt })
}

async function idOf(change: object, { field = 'feed', time = 1_795_203_802, page = '4711' } = {}) {
  const body = {
    object: 'page',
    entry: [{ id: page, time, changes: [{ field, value: { ...comment, ...change } }] }],
  }
  const payload = new TextEncoder().encode(JSON.stringify(body))
  const { events } = expectResult(await readSigned({ adapter, sender }, payload))
  expect(events).toHaveLength(1)
  return events[0]!.id
}

describe('event ids', () => {
  it.each(['add', 'remove'])(
    'are the same when Meta sends a comment’s %s again at another time',
    async (verb) => {
      expect(await idOf({ verb })).toBe(await idOf({ verb }, { time: 1_795_299_999 }))
    },
  )

  it('are the same for an edit with a time of its own, sent again', async () => {
    const edit = { verb: 'edited', edited_time: 1_795_203_900 }
    expect(await idOf(edit)).toBe(await idOf(edit, { time: 1_795_299_999 }))
  })

  it('are the same for a comment that comes once as a comment and once as a mention', async () => {
    expect(await idOf({ verb: 'add' })).toBe(await idOf({ verb: 'add' }, { field: 'mention' }))
  })

  it('differ between two edits within the same second', async () => {
    const edit = { verb: 'edited', edited_time: 1_795_203_900 }
    expect(await idOf(edit)).not.toBe(await idOf({ ...edit, message: 'Schwarz und still!' }))
  })

  it('differ between two edits that only exchange the picture, and not between two signatures of its address', async () => {
    const edit = (photo: string) => idOf({ verb: 'edited', edited_time: 1_795_203_900, photo })
    expect(await edit('https://cdn.example.net/1.jpg?oh=1')).not.toBe(
      await edit('https://cdn.example.net/2.jpg?oh=1'),
    )
    expect(await edit('https://cdn.example.net/1.jpg?oh=1')).toBe(
      await edit('https://cdn.example.net/1.jpg?oh=2'),
    )
  })

  it('differ between hiding twice', async () => {
    expect(await idOf({ verb: 'hide' })).not.toBe(await idOf({ verb: 'hide' }, { time: 1_795_299_999 }))
  })

  it('differ between pages, kinds and comments', async () => {
    const ids = await Promise.all([
      idOf({ verb: 'add' }),
      idOf({ verb: 'add' }, { page: '4712' }),
      idOf({ verb: 'remove' }),
      idOf({ verb: 'add', comment_id: '777_11' }),
    ])
    expect(new Set(ids).size).toBe(4)
  })
})

describe('normalize', () => {
  it('makes of a comment the event that consumers know from the documentation', () => {
    const value = {
      ...comment,
      verb: 'add',
      message: 'Mein Fernseher ist schwarz, gleich beginnt das Finale!',
    }
    const body = {
      object: 'page',
      entry: [{ id: '4711', time: 1_795_203_802, changes: [{ field: 'feed', value }] }],
    }
    expect(read(body).events).toEqual([
      {
        schemaVersion: '1',
        id: 'evt_43181248ac427e3feaff5c3d20b4f59a',
        kind: 'message.created',
        platform: 'facebook',
        surface: 'comment',
        account: { id: '4711' },
        occurredAt: '2026-11-20T19:43:21.000Z',
        occurredAtSource: 'platform',
        receivedAt,
        visibility: 'public',
        addressing: 'direct',
        direction: 'inbound',
        conversation: {
          id: 'facebook:4711_777/777_10',
          rootMessageId: 'facebook:4711_777',
          parentMessageId: 'facebook:4711_777',
          match: 'platform',
          startedBy: { id: '991' },
          url: 'https://www.facebook.com/4711_777',
        },
        message: { id: 'facebook:777_10', text: value.message, attachments: [] },
        author: { role: 'customer', id: '991', scope: 'facebook:4711', name: 'Änne Grün 🚚' },
        reply: { public: true, windows: [] },
        authenticity: { method: 'hmac-sha256', proven: true },
      },
    ])
  })

  it('hands out quarantined parts that tell the same when they are sent again by themselves', () => {
    const item = { sender: { id: '991' }, recipient: { id: '4711' }, order: { products: [] } }
    const { quarantined } = read({
      object: 'page',
      entry: [{ id: 4711, time: 1_795_203_802, messaging: [item, 'Änne'] }],
    })
    expect(quarantined).toHaveLength(2)
    for (const each of quarantined) expect(read(each.part).quarantined).toEqual([each])
  })

  it('reads keys that every object has as the unknown words that they are', () => {
    const changes = ['__proto__', 'constructor', 'toString'].flatMap((word) => [
      { field: word, value: {} },
      { field: 'feed', value: { ...comment, verb: word } },
      { field: 'feed', value: { ...comment, verb: 'add', item: word } },
      { field: 'messages', value: JSON.parse(`{"sender": {"id": "991"}, "${word}": {"mid": "m_1"}}`) },
    ])
    const { events, quarantined } = read({ object: 'page', entry: [{ id: '4711', changes }] })
    expect(events).toEqual([])
    expect(quarantined).toHaveLength(changes.length)
  })

  it('leaves out the page inbox as a tool, and names any other', () => {
    const echo = (app_id: unknown) => ({
      sender: { id: '4711' },
      recipient: { id: '991' },
      message: { mid: `m_${app_id}`, text: 'Hallo', is_echo: true, app_id },
    })
    const messaging = [echo(26390203743090), echo('263902037430900'), echo(null), echo(42)]
    const { events } = read({ object: 'page', entry: [{ id: '4711', messaging }] })
    const app = { role: 'app', id: '42', scope: 'facebook' }
    expect(events.map(({ actor }) => actor)).toEqual([undefined, undefined, undefined, app])
  })
})
