import { describe, expect, it } from 'vitest'
import { tellNotices } from '../../../functions/ingest/tell-notices.ts'
import { memoryStore, recordingTelemetry } from '../../support/memory-ports.ts'

const lead = { what: 'leadgen form 31', why: 'a lead came in', notice: true, daily: true }
const revoked = { what: 'revocation', why: 'the authorisation is gone', notice: true }
const morning = { receivedAt: new Date('2026-11-20T06:00:00Z') }
const evening = { receivedAt: new Date('2026-11-20T23:59:59Z') }
const nextDay = { receivedAt: new Date('2026-11-21T00:00:00Z') }

function scene() {
  const { store, objects } = memoryStore()
  const recorded = recordingTelemetry()
  return {
    ports: { platform: { name: 'facebook' }, store, telemetry: recorded.telemetry },
    objects,
    counts: recorded.counts,
  }
}

describe('a notice that comes again and again', () => {
  it('is told once a day', async () => {
    const { ports, counts } = scene()
    await tellNotices(morning, [lead, lead], ports)
    await tellNotices(evening, [lead], ports)
    expect(counts.get('Notices')).toBe(1)
    await tellNotices(nextDay, [lead], ports)
    expect(counts.get('Notices')).toBe(2)
  })

  it('is told for each thing and each platform that it is about', async () => {
    const { ports, counts } = scene()
    await tellNotices(morning, [lead, { ...lead, what: 'leadgen form 32' }], ports)
    await tellNotices(morning, [lead], { ...ports, platform: { name: 'instagram' } })
    expect(counts.get('Notices')).toBe(3)
  })

  it('is told where the store cannot keep its mark', async () => {
    const { ports, counts } = scene()
    const store = { ...ports.store, putNew: () => Promise.reject(new Error('away')) }
    await tellNotices(morning, [lead], { ...ports, store })
    expect(counts.get('Notices')).toBe(1)
  })

  it('leaves no mark that tells of anybody', async () => {
    const { ports, objects } = scene()
    await tellNotices(morning, [lead], ports)
    const [[key, body]] = [...objects] as [[string, Uint8Array]]
    expect(key).toMatch(/^notices\/facebook\/2026-11-20\/[0-9a-f]{32}$/)
    expect(new TextDecoder().decode(body)).toBe(lead.what)
  })
})

describe('any other notice', () => {
  it('is told each time, and needs no store', async () => {
    const { ports, counts, objects } = scene()
    await tellNotices(morning, [revoked, revoked, { what: 'typing', why: 'nothing is said' }], ports)
    expect(counts.get('Notices')).toBe(2)
    expect(objects.size).toBe(0)
  })
})
