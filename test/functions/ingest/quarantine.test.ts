import { describe, expect, it } from 'vitest'
import { ingestScene } from '../../support/ingest-scene.ts'

const parts = [{ what: 'entry.changes', why: 'unknown field', part: { name: 'Anne' } }]

describe('quarantine', () => {
  it('keeps the bytes as they came and, after them, a note with the reason', async () => {
    const { request, objects, text, steps, counts, lines } = ingestScene({ result: { quarantined: parts } })
    const body = new Uint8Array([0x7b, 0xff, 0x00])
    await request({ body })
    const key = steps[0]?.slice('put '.length, -'.body'.length)
    expect(key).toMatch(/^quarantine\/scripted\/2026-11-20\/[0-9a-f]{32}$/)
    expect(steps).toEqual([`put ${key}.body`, `put ${key}.json`])
    expect(objects.get(`${key}.body`)).toEqual(body)
    expect(JSON.parse(text(`${key}.json`))).toEqual({
      platform: 'scripted',
      receivedAt: '2026-11-20T19:43:22.105Z',
      size: 3,
      headers: {},
      parts: [{ what: 'entry.changes', why: 'unknown field' }],
    })
    expect(counts.get('Quarantined')).toBe(1)
    expect(lines).toEqual([{ code: 'quarantined', fields: { platform: 'scripted', key, parts: 1 } }])
  })

  it('notes the headers that reading needs and none that prove or name anybody', async () => {
    const { request, objects, text } = ingestScene({ result: { quarantined: parts } })
    await request({
      headers: {
        'content-type': 'message/rfc822',
        'x-envelope-from': 'anne@kunde.test',
        'x-envelope-to': 'service@acme.test',
        authorization: 'Basic c2VjcmV0',
        cookie: 'session=1',
        'x-hub-signature-256': 'sha256=abc',
        'x-forwarded-for': '203.0.113.7',
        'webhook-signature': 'v1,abc',
      },
    })
    const note = [...objects.keys()].find((key) => key.endsWith('.json')) ?? ''
    expect(JSON.parse(text(note)).headers).toEqual({
      'content-type': 'message/rfc822',
      'x-envelope-from': 'anne@kunde.test',
      'x-envelope-to': 'service@acme.test',
    })
  })

  it('keeps the same body once, however often it comes that day', async () => {
    const { request, objects } = ingestScene({ result: { quarantined: parts } })
    await request({ body: '{"a":1}' })
    await request({ body: '{"a":1}' })
    await request({ body: '{"a":2}' })
    expect(objects.size).toBe(4)
  })

  it('keeps apart what only the envelope tells apart: the same mail to two mailboxes', async () => {
    const { request, objects, text } = ingestScene({ result: { quarantined: parts } })
    for (const to of ['service@acme.test', 'vertrieb@acme.test'])
      await request({ body: 'From: anne', headers: { 'x-envelope-to': to } })
    const notes = [...objects.keys()]
      .filter((key) => key.endsWith('.json'))
      .map((key) => JSON.parse(text(key)))
    expect(notes.map(({ headers }) => headers['x-envelope-to'])).toEqual([
      'service@acme.test',
      'vertrieb@acme.test',
    ])
  })
})
