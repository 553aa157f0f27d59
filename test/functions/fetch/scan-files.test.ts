import { describe, expect, it } from 'vitest'
import { attachmentKey, isToBeScanned } from '../../../functions/core/attachment-key.ts'
import { withoutPending } from '../../../functions/core/fetched-attachments.ts'
import { sha256 } from '../../../functions/core/ids.ts'
import type { Scan } from '../../../functions/fetch/ports.ts'
import { assignAttachments } from '../../../functions/ingest/assign-attachments.ts'
import { storeFile } from '../../../functions/kits/mail/files/store-file.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { directMessage } from '../../support/contact-events.ts'
import { anne, fetchScene, start, withPictures } from './fetch-scene.ts'

const hour = 3600 * 1000

/** GuardDuty as far as it is seen here: what it has tagged objects with, by key. No emulator scans. */
function fakeScans(initial: Scan | 'away' = 'waiting') {
  const found = new Map<string, Scan | 'away'>()
  const asked: string[] = []
  return {
    asked,
    finds: (key: string | undefined, scan: Scan | 'away') => void found.set(key ?? '', scan),
    async scanned(key: string): Promise<Scan> {
      asked.push(key)
      const scan = found.get(key) ?? initial
      if (scan === 'away') throw Object.assign(new Error('no'), { name: 'SlowDown' })
      return scan
    },
  }
}

/** A message that brought files, as ingest leaves it where they are scanned. */
function withFiles(...texts: readonly string[]): ContactEvent {
  const files = texts.map((text) =>
    storeFile({ name: 'Zähler.txt', type: 'text/plain', bytes: Buffer.from(text) }),
  )
  const attachments = files.map(({ attachment }) => attachment)
  const event = directMessage('m1', anne, {
    message: { id: 'facebook:m1', text: 'siehe Anhang', attachments },
  })
  const objects = files.map(({ object }) => object)
  const [assigned] = assignAttachments(
    { events: [event], objects, ignored: [], quarantined: [] },
    true,
  ).events
  if (!assigned) throw new Error('nothing was assigned')
  return assigned
}
const filesOf = ({ message }: ContactEvent) => message?.attachments ?? []

describe('files that came with a message', () => {
  it('wait under a key that tells so, all but an empty one', () => {
    const [file, empty] = filesOf(withFiles('4711', ''))
    expect(file).toMatchObject({ state: 'pending', name: 'Zähler.txt', size: 4 })
    expect(file?.key).toMatch(/^attachments\/[0-9a-f]{16}\/private\/scan\/[0-9a-f]{64}\/Zahler\.txt$/)
    expect(empty).toMatchObject({ state: 'stored' })
    expect(empty?.key).not.toContain('/scan/')
  })

  it('are told of once all of them were scanned, each with what was found', async () => {
    const scans = fakeScans()
    const scene = fetchScene({ ports: scans })
    const event = withFiles('gut', 'böse', 'verschlüsselt')
    const [good, bad, locked] = filesOf(event)
    expect(await scene.run(event)).toEqual({ retryAfterSeconds: 1 })
    scans.finds(good?.key, 'clean')
    scans.finds(bad?.key, 'malware')
    expect(await scene.run(event, { receiveCount: 2 })).toEqual({ retryAfterSeconds: 2 })
    expect(scene.taken).toEqual([])
    scans.finds(locked?.key, 'unscanned')
    expect(await scene.run(event, { receiveCount: 3 })).toBe('done')
    expect(await scene.run(event, { receiveCount: 4 })).toBe('done')
    const [told, ...others] = scene.told()
    expect(others).toEqual([])
    expect(told?.kind).toBe('message.attachments_changed')
    const { key: _, ...named } = { ...bad }
    const { key: __, ...closed } = { ...locked }
    expect(told?.message?.attachments).toEqual([
      { ...good, state: 'stored' },
      { ...named, state: 'rejected', reason: 'malware was found in it' },
      { ...closed, state: 'unavailable', reason: 'it could not be scanned for malware' },
    ])
    // Nothing is fetched for it, and waiting for some seconds rings nowhere.
    expect(scene.asked).toEqual([])
    expect(Object.fromEntries(scene.counts)).toEqual({ AttachmentsLost: 1 })
  })

  it('are waited for no longer than those of platforms, and counted while it takes long', async () => {
    const scene = fetchScene({ ports: fakeScans('away') })
    const event = withFiles('4711')
    expect(await scene.run(event, { receiveCount: 8, sentAt: new Date(start) })).toHaveProperty(
      'retryAfterSeconds',
    )
    expect(scene.counts.get('Retried')).toBe(1)
    expect(scene.lines).toContainEqual({ code: 'scan_not_read', fields: { code: 'SlowDown' } })
    scene.clock.at = start + 12 * hour + 1
    expect(await scene.run(event, { receiveCount: 9, sentAt: new Date(start) })).toBe('done')
    expect(filesOf(scene.told()[0]!)[0]).toMatchObject({
      state: 'unavailable',
      reason: 'it was not scanned for malware in time',
    })
  })

  it('are stored at once where the deployment no longer has them scanned', async () => {
    const scene = fetchScene()
    const event = withFiles('4711')
    expect(await scene.run(event)).toBe('done')
    const stored = filesOf(event).map((each) => ({ ...each, state: 'stored' }))
    expect(filesOf(scene.told()[0]!)).toEqual(stored)
    expect(filesOf(withoutPending(event))).toEqual(stored)
  })

  it('are forgotten where the message is deleted while they wait, or their sender is erased', async () => {
    const scans = fakeScans()
    const scene = fetchScene({ ports: scans })
    const event = withFiles('4711')
    const [{ key = '' } = {}] = filesOf(event)
    await scene.ports.store.put(key, '4711', 'text/plain')
    await scene.run(event)
    await scene.ledger.merge('message', 'facebook:m1', { deletedAt: new Date(start).toISOString() })
    expect(await scene.run(event, { receiveCount: 2 })).toBe('done')
    expect([scene.kept(), scene.taken]).toEqual([[], []])
  })
})

describe('files that were fetched', () => {
  it('are stored where nobody reads them, and fetched once however long the scan takes', async () => {
    const scans = fakeScans()
    const scene = fetchScene({ ports: scans })
    const event = withPictures(2)
    for (const receiveCount of [1, 2, 3]) await scene.run(event, { receiveCount })
    const keys = scene.kept()
    expect([keys.length, scene.asked.length, scene.taken.length]).toEqual([2, 2, 0])
    for (const key of keys) {
      expect(key).toMatch(/\/private\/scan\/[0-9a-f]{64}\//)
      scans.finds(key, 'clean')
    }
    expect(await scene.run(event, { receiveCount: 4 })).toBe('done')
    expect(filesOf(scene.told()[0]!).map(({ state, key }) => [state, key])).toEqual(
      [...keys].map((key) => ['stored', expect.stringMatching(key.slice(0, 40))]),
    )
  })

  it.each([
    ['more than twelve hours after they were asked for', 13 * hour, 40],
    ['at the last try', 11 * hour, 99],
  ])('have as long to be scanned as any, also those that came %s', async (_, after, receipts) => {
    const scans = fakeScans()
    const scene = fetchScene({ ports: scans })
    const run = (receiveCount: number) =>
      scene.run(withPictures(1), { receiveCount, sentAt: new Date(start) })
    scene.clock.at = start + after
    expect(await run(receipts)).toHaveProperty('retryAfterSeconds')
    scene.clock.at += 12 * hour
    expect(await run(receipts + 48)).toHaveProperty('retryAfterSeconds')
    expect([scene.taken, scene.counts.get('AttachmentsLost')]).toEqual([[], undefined])
    scene.clock.at += 1
    expect(await run(receipts + 49)).toBe('done')
    const [told] = filesOf(scene.told()[0]!)
    expect(told).toMatchObject({ state: 'unavailable', reason: 'it was not scanned for malware in time' })
    expect(told).not.toHaveProperty('storedAt')
  })

  it('are waited for by receipts, too, where the clock says nothing', async () => {
    const scene = fetchScene({ ports: fakeScans() })
    expect(await scene.run(withPictures(1), { receiveCount: 1 })).toHaveProperty('retryAfterSeconds')
    expect(await scene.run(withPictures(1), { receiveCount: 179 })).toHaveProperty('retryAfterSeconds')
    expect(await scene.run(withPictures(1), { receiveCount: 180 })).toBe('done')
  })

  it('comes to the same when it dies after any of its calls', async () => {
    const outcome = async (at?: number) => {
      const scans = fakeScans('malware')
      const scene = fetchScene({ ports: scans })
      scene.process.plan(at === undefined ? undefined : { at, when: 'after' })
      await scene.run(withPictures(2)).catch(() => undefined)
      const died = scene.process.died()
      scene.process.plan()
      await scene.run(withPictures(2), { receiveCount: 2 })
      return {
        died,
        told: new Set(scene.taken.map(({ body }) => body)),
        lost: scene.counts.get('AttachmentsLost'),
      }
    }
    const wanted = await outcome()
    expect([...wanted.told].join()).toContain('malware was found in it')
    for (let at = 0; ; at += 1) {
      const { died, ...rest } = await outcome(at)
      if (!died) break
      expect(rest, `after call ${at}`).toEqual({ told: wanted.told, lost: wanted.lost })
    }
  })
})

it('does not take a file that is called scan for one that waits', () => {
  const place = { hash: sha256('x'), name: 'scan', scans: false }
  expect(isToBeScanned(attachmentKey(withPictures(1), place))).toBe(false)
  expect(isToBeScanned(`attachments/${'0'.repeat(16)}/${sha256('x')}/scan`)).toBe(false)
  expect(isToBeScanned(undefined)).toBe(false)
  expect(isToBeScanned(attachmentKey(withPictures(1), { ...place, scans: true }))).toBe(true)
})
