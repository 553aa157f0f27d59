import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renewSamples } from '../../../bin/local/renew-sample.ts'
import { platformSenders } from '../../../bin/local/senders/index.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'
import { expectResult, readSigned } from '../../contracts/webhook-request.ts'
import { localWorld } from '../../support/local-world.ts'

const samples = new URL('../../../bin/samples/', import.meta.url)
const now = new Date('2026-12-24T18:00:00.000Z')

function counting() {
  let number = 0
  return () => number++
}

async function wiringOf(platform: string) {
  return {
    adapter: (await platformAdapters[platform]!())!,
    sender: (await platformSenders[platform]!())!,
    world: localWorld,
  }
}

/** The events that stored payloads become, one after the other. */
async function eventsOf(platform: string, payloads: readonly Uint8Array[]) {
  const wiring = await wiringOf(platform)
  const results = await Promise.all(payloads.map((payload) => readSigned(wiring, payload)))
  return results.flatMap((result) => expectResult(result).events)
}

const files = readdirSync(samples, { withFileTypes: true }).flatMap(({ name: platform }) =>
  readdirSync(new URL(`${platform}/`, samples), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [platform, name] as const),
)

describe.each(files)('%s/%s', (platform, file) => {
  const payload = readFileSync(new URL(`${platform}/${file}`, samples))

  it('is new each time, says the same, and happens now', async () => {
    const { sender } = await wiringOf(platform)
    const nextNumber = counting()
    const renew = () => renewSamples([payload], sender.renewal!, { now, nextNumber })
    const [before, first, second] = await Promise.all(
      [[payload], renew(), renew()].map((payloads) => eventsOf(platform, payloads)),
    )
    expect(first).toHaveLength(before!.length)
    expect(new Set([...before!, ...first!, ...second!].map(({ id }) => id)).size).toBe(before!.length * 3)
    for (const [index, event] of first!.entries()) {
      const { kind, message, author } = before![index]!
      expect(event).toMatchObject({ kind, ...(author && { author }) })
      expect(event.message?.text).toBe(message?.text)
      if (event.occurredAtSource !== 'received')
        expect(Math.abs(Date.parse(event.occurredAt) - now.getTime())).toBeLessThan(2000)
    }
  })
})

describe('a scene', () => {
  const folder = new URL('facebook/conversation/', samples)
  const payloads = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder)))
  const read = async (person?: number) => {
    const { sender } = await wiringOf('facebook')
    const renewing = { now, nextNumber: counting(), ...(person !== undefined && { person }) }
    return eventsOf('facebook', renewSamples(payloads, sender.renewal!, renewing))
  }

  it('hangs together: edits, deletions and answers still mean the same messages', async () => {
    const [question, help, edit, answer, another, deletion] = await read()
    expect(edit?.message?.id).toBe(question?.message?.id)
    expect(deletion?.message?.id).toBe(help?.message?.id)
    expect(help?.conversation.parentMessageId).toBe(question?.message?.id)
    expect(another?.conversation.parentMessageId).toBe(answer?.message?.id)
    expect(answer).toMatchObject({ direction: 'outbound', author: { role: 'company' } })
  })

  it('keeps its pace and ends now', async () => {
    const times = (await read()).map(({ occurredAt }) => Date.parse(occurredAt))
    expect(times).toEqual(times.toSorted((one, other) => one - other))
    expect(now.getTime() - times[0]!).toBe(149_000)
  })

  it('is other people’s in a storm, and the same people’s again', async () => {
    const people = async (person?: number) =>
      (await read(person)).map(({ author }) => author?.name ?? author?.id)
    const [alone, first, again, second] = [await people(), await people(0), await people(0), await people(1)]
    expect(first).toEqual(again)
    expect(new Set([alone, first, second].map(([asks]) => asks)).size).toBeGreaterThan(1)
    // Three customers and the page, each themselves throughout.
    expect(new Set(second).size).toBe(new Set(alone).size)
    expect((await read(1))[3]?.author?.id).toBe((await read())[3]?.author?.id)
  })
})
