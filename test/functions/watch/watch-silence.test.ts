import { describe, expect, it } from 'vitest'
import { lookBackHours } from '../../../functions/watch/is-quiet.ts'
import { watchSilence } from '../../../functions/watch/watch-silence.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

const now = () => new Date('2026-11-30T10:20:00Z')
const current = Math.floor(now().getTime() / 3_600_000)

async function watch(accepted: (hours: number) => Promise<Map<number, number>>) {
  const recorded = recordingTelemetry()
  await watchSilence('facebook', { accepted, ...recorded, now })
  return { levels: Object.fromEntries(recorded.levels), codes: recorded.lines.map(({ code }) => code) }
}

/** Twenty in every hour that is asked for, up to one. */
const until = (end: number) => async (hours: number) =>
  new Map(Array.from({ length: hours - (current - end) }, (_, index) => [end - 1 - index, 20] as const))

describe('the watch of who is quiet', () => {
  it('asks for as many hours as it judges by, and says what it found', async () => {
    const asked: number[] = []
    const talking = await watch(async (hours) => {
      asked.push(hours)
      return until(current)(hours)
    })
    expect(asked).toEqual([lookBackHours])
    expect(talking).toEqual({ levels: { 'Quiet-facebook': 0 }, codes: [] })
    expect(await watch(until(current - 5))).toEqual({
      levels: { 'Quiet-facebook': 1 },
      codes: ['platform_quiet'],
    })
  })

  it('says nothing of a platform of which it could not be told: that is neither quiet nor not', async () => {
    const denied = watch(async () => {
      throw Object.assign(new Error('not authorized'), { name: 'AccessDenied' })
    })
    expect(await denied).toEqual({ levels: {}, codes: ['silence_not_judged'] })
  })
})
