import { beforeEach, describe, expect, it, vi } from 'vitest'
import { silenceFinder } from '../../../bin/operations/find-silences.ts'
import { deployment } from '../../../schemas/deployment.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

let scene: ReturnType<typeof operationsScene>

/** 12:00 UTC of a Saturday; in Berlin it is 13:00. */
const noon = '2026-11-21T12:00:00.000Z'
const queue = (waiting: number, inFlight = 0) => [{ name: 'contacts', waiting, inFlight, deadLetterQueue: 0 }]
const always = { hours: 3, within: 'Mon-Sun 00:00-24:00', timeZone: 'UTC' }

beforeEach(() => {
  scene = operationsScene()
})

function open(
  platforms: Record<string, unknown>,
  { archive = 7, since = undefined as Date | undefined, maxAgeMs = 0 } = {},
) {
  const { destinations, routing } = scene.ports.deployment
  const parsed = deployment.parse({ platforms, destinations, routing, retention: { archive } })
  return silenceFinder({ ...scene.ports, deployment: parsed, ...(since && { since }) }, { maxAgeMs })
}

async function silent(
  platforms: Record<string, unknown>,
  options?: Parameters<typeof open>[1],
  queues = queue(0),
) {
  return (await open(platforms, options)(queues)).map(({ platform }) => platform)
}

let count = 0
function come(at: string, overrides: Parameters<typeof nthEvent>[1] = {}) {
  count += 1
  return scene.archive(nthEvent(count, { ...apart(`c${count}`), receivedAt: at, ...overrides }), at)
}

describe('silence', () => {
  it.each([
    ['nothing came', [], ['facebook']],
    ['what came came before', ['2026-11-21T08:59:59.000Z'], ['facebook']],
    ['something came meanwhile', ['2026-11-21T09:00:01.000Z'], []],
    ['something came in the hours before, too', ['2026-11-21T07:10:00.000Z', '2026-11-21T11:59:59.000Z'], []],
  ])('is told of a platform where %s', async (_, times, expected) => {
    for (const at of times) await come(at)
    expect(await silent({ facebook: { silenceAfter: always }, twitter: {} })).toEqual(expected)
  })

  it.each([
    ['Mon-Fri 08:00-18:00', 'Europe/Berlin', []],
    ['Sat 11:00-15:00', 'Europe/Berlin', []],
    ['Sat 10:00-14:00', 'UTC', []],
    ['Sat 09:00-12:00', 'UTC', ['facebook']],
    ['Sat 09:00-14:00', 'Europe/Berlin', ['facebook']],
    ['Sat 18:00-21:00', 'Asia/Tokyo', ['facebook']],
    ['Sun 18:00-21:00', 'Asia/Tokyo', []],
  ])('is told within what is expected alone: %s in %s', async (within, timeZone, expected) => {
    expect(await silent({ facebook: { silenceAfter: { hours: 3, within, timeZone } } })).toEqual(expected)
  })

  it('goes on over the end of a week', async () => {
    scene.clock.now = '2026-11-23T01:00:00.000Z'
    const silenceAfter = { hours: 3, within: 'Sun-Mon 00:00-24:00' }
    expect(await silent({ facebook: { silenceAfter } })).toEqual(['facebook'])
  })

  it('is told of each platform for itself, what another brought is not its own', async () => {
    await come('2026-11-21T11:00:00.000Z', { platform: 'twitter' })
    const silenceAfter = always
    expect(await silent({ facebook: { silenceAfter }, twitter: { silenceAfter } })).toEqual(['facebook'])
  })

  it('hears a gateway by the mails, and an adapter by the platforms that it brings', async () => {
    const platforms = {
      postmark: { silenceAfter: always },
      standard: { silenceAfter: always, settings: { platforms: { forum: 'The forum' } } },
    }
    expect(await silent(platforms)).toEqual(['postmark', 'standard'])
    await come('2026-11-21T11:00:00.000Z', { platform: 'email' })
    expect(await silent(platforms)).toEqual(['standard'])
    await come('2026-11-21T11:00:00.000Z', { platform: 'forum' })
    expect(await silent(platforms)).toEqual([])
  })

  it('hears what route has parked', async () => {
    await scene.park(nthEvent(99), { destination: 'route', firstAt: '2026-11-21T11:00:00.000Z' })
    expect(await silent({ facebook: { silenceAfter: always } })).toEqual([])
  })

  it('is told of nobody where nothing is archived, or before anybody listened for so long', async () => {
    const platforms = { facebook: { silenceAfter: always } }
    expect(await silent(platforms, { archive: 0 })).toEqual([])
    expect(await silent(platforms, { since: new Date('2026-11-21T09:00:01.000Z') })).toEqual([])
    expect(await silent(platforms, { since: new Date('2026-11-21T09:00:00.000Z') })).toEqual(['facebook'])
  })

  it('is told of nobody whose events may wait before a route that lags, and of others while it works', async () => {
    const platforms = { facebook: { silenceAfter: always } }
    await come('2026-11-21T11:40:00.000Z', { platform: 'twitter' })
    expect(await silent(platforms, {}, queue(4000))).toEqual([])
    expect(await silent(platforms, {}, queue(0))).toEqual(['facebook'])
    await come('2026-11-21T11:50:00.000Z', { platform: 'twitter' })
    expect(await silent(platforms, {}, queue(0, 2))).toEqual(['facebook'])
  })

  it('costs no reading where nobody is watched, or could be silent yet, or it was found a moment ago', async () => {
    const reading = vi.spyOn(scene.ports.retained, 'archivedPage')
    expect(await silent({ facebook: {} })).toEqual([])
    const find = open({ facebook: { silenceAfter: always } })
    await come('2026-11-21T11:00:00.000Z')
    expect(reading).not.toHaveBeenCalled()
    await find(queue(0))
    const read = reading.mock.calls.length
    expect(read).toBeGreaterThan(0)
    scene.clock.now = '2026-11-21T13:59:59.000Z'
    expect(await find(queue(0))).toEqual([])
    expect(reading).toHaveBeenCalledTimes(read)
    scene.clock.now = '2026-11-21T14:00:00.000Z'
    expect(await find(queue(0))).toHaveLength(1)
    const kept = open({ facebook: { silenceAfter: always } }, { maxAgeMs: 5000 })
    await kept(queue(0))
    reading.mockClear()
    scene.clock.now = '2026-11-21T14:00:04.999Z'
    expect(await kept(queue(0))).toHaveLength(1)
    expect(reading).not.toHaveBeenCalled()
  })

  it('is told of nobody by credentials that may not read the archive, and other faults are faults', async () => {
    const platforms = { facebook: { silenceAfter: always } }
    const reading = vi.spyOn(scene.ports.retained, 'archivedPage')
    reading.mockRejectedValue(Object.assign(new Error(), { name: 'AccessDeniedException' }))
    expect(await silent(platforms)).toEqual([])
    reading.mockRejectedValue(Object.assign(new Error(), { name: 'ResourceNotFoundException' }))
    await expect(silent(platforms)).rejects.toThrow()
  })

  it('ends with the next that comes', async () => {
    const find = open({ facebook: { silenceAfter: always } })
    expect(await find(queue(0))).toEqual([expect.objectContaining({ platform: 'facebook', ...always })])
    await come(noon)
    expect(await find(queue(0))).toEqual([])
  })
})
