import { describe, expect, it } from 'vitest'
import { conversationKey } from '../../../functions/core/ids.ts'
import { comment, customer } from '../../support/contact-events.ts'
import { ingestScene } from '../../support/ingest-scene.ts'

const anne = customer('anne')
const [first, second, third] = [comment('777_10', anne), comment('777_11', anne), comment('777_12', anne)]

const isNote = (step: string) => step.startsWith('put quarantine/') && step.endsWith('.json')

describe('what a webhook came to', () => {
  it('is put where it is safe in order: attachments, events, the rest', async () => {
    const { request, steps, objects } = ingestScene({
      result: {
        events: [first],
        objects: [{ key: 'attachments/a', bytes: new Uint8Array([1]), type: 'image/png' }],
        quarantined: [{ what: 'entry.changes', why: 'unknown field', part: { name: 'Anne' } }],
      },
    })
    expect((await request()).status).toBe(200)
    expect(steps.map((step) => step.replace(/quarantine\S+\./, 'quarantine.'))).toEqual([
      'put attachments/a',
      `send ${first.id}`,
      'put quarantine.body',
      'put quarantine.json',
    ])
    expect(objects.get('attachments/a')).toEqual(new Uint8Array([1]))
  })

  it('takes its thousand attachments side by side, no more than sixteen at once', async () => {
    let underWay = 0
    let most = 0
    const objects = Array.from({ length: 1000 }, (_, index) => ({
      key: `attachments/${index}`,
      bytes: new Uint8Array(),
      type: 'image/png',
    }))
    const { request, objects: kept } = ingestScene({
      result: { events: [first], objects },
      beforePut: async () => {
        most = Math.max(most, ++underWay)
        await new Promise((resolve) => setTimeout(resolve, 1))
        underWay--
      },
    })
    expect((await request()).status).toBe(200)
    expect(most).toBe(16)
    expect(kept.size).toBe(1000)
  })

  it('begins with no further attachment where one could not be kept, and leaves none under way', async () => {
    let begun = 0
    let ended = 0
    const objects = Array.from({ length: 100 }, (_, index) => ({
      key: `attachments/${index}`,
      bytes: new Uint8Array(),
      type: 'image/png',
    }))
    const { request } = ingestScene({
      result: { events: [first], objects },
      beforePut: async (key) => {
        begun++
        if (key === 'attachments/3') throw new Error('away')
        await new Promise((resolve) => setTimeout(resolve, 5))
        ended++
      },
    })
    expect((await request()).status).toBe(503)
    expect([begun, ended]).toEqual([16, 15])
  })

  it('goes on with its first two hundred attachments, and into quarantine for the others', async () => {
    const attachments = Array.from({ length: 950 }, (_, index) => ({
      type: 'image/png',
      state: 'stored' as const,
      key: `attachments/${index}`,
    }))
    const crowded = { ...first, message: { ...first.message!, attachments } }
    const { request, taken, objects, steps, text } = ingestScene({
      result: {
        events: [crowded],
        objects: attachments.map(({ key, type }) => ({ key, bytes: new Uint8Array(), type })),
      },
    })
    expect(await (await request({ body: 'the whole mail' })).json()).toMatchObject({
      events: 1,
      quarantined: 1,
    })
    const sent = JSON.parse(taken[0]?.body ?? '{}').message.attachments
    expect([sent.length, sent.at(-1).name, sent.at(-1).state]).toEqual([201, '+750', 'rejected'])
    expect([...objects.keys()].filter((key) => key.startsWith('attachments/'))).toHaveLength(200)
    expect(text(steps.find((step) => step.endsWith('.body'))?.replace('put ', '') ?? '')).toBe(
      'the whole mail',
    )
  })

  it('is not enqueued where an attachment cannot be kept', async () => {
    const { request, steps } = ingestScene({
      result: {
        events: [first],
        objects: [{ key: 'attachments/a', bytes: new Uint8Array(), type: 'image/png' }],
      },
      beforePut: () => {
        throw new Error('away')
      },
    })
    expect((await request()).status).toBe(503)
    expect(steps).toEqual([])
  })

  it('is asked for again where the rest cannot be kept, though the events went through', async () => {
    let away = true
    const { request, taken } = ingestScene({
      result: { events: [first], quarantined: [{ what: 'x', why: 'y', part: {} }] },
      beforePut: () => {
        if (away) throw new Error('away')
      },
    })
    expect((await request()).status).toBe(503)
    away = false
    expect((await request()).status).toBe(200)
    // The same deduplication id: the queue takes it once, or route skips it.
    expect(taken.map(({ deduplicationId }) => deduplicationId)).toEqual([first.id, first.id])
  })

  it('is sent in the order of the payload within a post, duplicates one after the other', async () => {
    const { request, taken } = ingestScene({ result: { events: [first, second, first, third] } })
    expect((await request()).status).toBe(200)
    expect(taken.map(({ id }) => id)).toEqual([first.id, second.id, first.id, third.id])
    expect(new Set(taken.map(({ group }) => group)).size).toBe(1)
  })

  it('stops at the first message of a post that the queue does not take', async () => {
    const large = { ...first, message: { ...first.message!, text: 'x'.repeat(198_500) } }
    const { request, taken } = ingestScene({
      result: { events: [large, second, third] },
      fault: ({ id }) => (id === second.id ? 'queue' : undefined),
    })
    expect((await request()).status).toBe(503)
    expect(taken.map(({ id }) => id)).toEqual([first.id])
  })

  it('goes into quarantine where the queue will never take it', async () => {
    const { request, taken, counts, steps, text } = ingestScene({
      result: { events: [first, second] },
      fault: ({ id }) => (id === first.id ? 'sender' : undefined),
    })
    const response = await request()
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      events: 1,
      ignored: 0,
      quarantined: 1,
      reasons: [{ what: first.id, why: 'the queue will not take this message' }],
    })
    expect(taken.map(({ id }) => id)).toEqual([second.id])
    expect([counts.get('Accepted'), counts.get('Quarantined')]).toEqual([1, 1])
    const note = steps.find(isNote)?.replace('put ', '') ?? ''
    expect(JSON.parse(text(note)).parts).toEqual([
      { what: first.id, why: 'the queue will not take this message' },
    ])
  })

  it('is never nothing: a body in which there was nothing to read is kept', async () => {
    const { request, steps, text } = ingestScene()
    expect(await (await request()).json()).toEqual({
      events: 0,
      ignored: 0,
      quarantined: 1,
      reasons: [{ what: 'body', why: 'nothing in it that could be read' }],
    })
    const note = steps.find(isNote)?.replace('put ', '') ?? ''
    expect(JSON.parse(text(note)).parts).toEqual([{ what: 'body', why: 'nothing in it that could be read' }])
  })

  it('tells its sender why, as far as twenty reasons, and quotes nothing of it', async () => {
    const quarantined = Array.from({ length: 21 }, (_, at) => ({
      what: `part ${at}`,
      why: 'x',
      part: 'Anne',
    }))
    const answer = await (await ingestScene({ result: { quarantined } }).request()).json()
    expect(answer).toMatchObject({ quarantined: 21 })
    expect(answer).toHaveProperty(
      'reasons',
      quarantined.slice(0, 20).map(({ what, why }) => ({ what, why })),
    )
  })

  it('tells the operator what has a notice, and nothing of what is ignored without one', async () => {
    const { request, lines, counts } = ingestScene({
      result: {
        ignored: [
          { what: 'like', why: 'of the page' },
          { what: 'policy_enforcement', why: 'the platform warns', notice: true },
        ],
      },
    })
    await request()
    expect(counts.get('Notices')).toBe(1)
    expect(lines).toEqual([
      {
        code: 'notice',
        fields: { platform: 'scripted', what: 'policy_enforcement', why: 'the platform warns' },
      },
    ])
  })

  it('travels through the store where it is large', async () => {
    const large = { ...first, message: { ...first.message!, text: 'ü'.repeat(150_000) } }
    const { request, taken, steps } = ingestScene({ result: { events: [large] } })
    await request()
    const [put = '', ...then] = steps
    expect(put).toMatch(new RegExp(`^put bodies/contacts/${first.id}-[0-9a-f]{32}\\.json$`))
    expect(JSON.parse(taken[0]?.body ?? '')).toMatchObject({ body: put.slice('put '.length) })
    expect(then).toEqual([`send ${first.id}`])
  })

  it('tells each event that the queue has, and none that it refused', async () => {
    const { request, stepLines } = ingestScene({
      result: { events: [first, second] },
      fault: ({ id }) => (id === first.id ? 'sender' : undefined),
    })
    await request()
    expect(stepLines).toEqual([
      { code: 'accepted', event: second.id, conversation: conversationKey(second), ms: 0 },
    ])
  })

  it('leaves nothing of a person in the log', async () => {
    const { request, lines } = ingestScene({
      result: {
        events: [first, second],
        quarantined: [{ what: 'x', why: 'y', part: { name: 'Name of anne' } }],
      },
      fault: ({ id }) => (id === first.id ? 'sender' : undefined),
    })
    await request({ body: 'Name of anne' })
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toMatch(/anne|comment 777/i)
  })
})
