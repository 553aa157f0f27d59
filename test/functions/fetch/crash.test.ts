import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fetchScene, picture, start, withPictures } from './fetch-scene.ts'

/** What is left once nothing is to be done any more; the time of the last write is nobody's concern. */
async function ending(scene: ReturnType<typeof fetchScene>) {
  const { toldAt, version: _, ...row } = (await scene.ledger.read('attachments', withPictures(3).id)) ?? {}
  const told = new Map(scene.told().map((event) => [event.id, event]))
  return { row, isTold: toldAt !== undefined, told: [...told.values()], kept: scene.kept().sort() }
}

const serve = (url: string) => (url.endsWith('/1.png') ? new Response('', { status: 404 }) : picture())

describe('the function that fetches, when it dies', () => {
  it.each(['before', 'after'] as const)(
    'comes to the same when it runs again, killed %s any of its calls',
    async (when) => {
      const undisturbed = fetchScene({ serve })
      await undisturbed.run(withPictures(3))
      const wanted = await ending(undisturbed)
      expect([wanted.told.length, wanted.kept.length]).toEqual([1, 2])
      for (let at = 0; ; at += 1) {
        const scene = fetchScene({ serve })
        scene.process.plan({ at, when })
        // A download that dies is taken for one that is to be tried again.
        const verdict = await scene.run(withPictures(3)).catch(() => undefined)
        if (!scene.process.died()) break
        expect(verdict).not.toBe('done')
        scene.process.plan()
        expect(await scene.run(withPictures(3), { receiveCount: 2 }), `${when} call ${at}`).toBe('done')
        expect(await ending(scene), `${when} call ${at}`).toEqual(wanted)
        const ids = new Set(scene.taken.map(({ deduplicationId }) => deduplicationId))
        expect(ids.size, `${when} call ${at}`).toBe(1)
      }
    },
  )

  it.each(['before', 'after'] as const)(
    'leaves no file behind whose message is deleted before it runs again, killed %s any of its calls',
    async (when) => {
      let forgotten = 0
      for (let at = 0; ; at += 1) {
        const scene = fetchScene({ serve })
        scene.process.plan({ at, when })
        await scene.run(withPictures(3)).catch(() => undefined)
        if (!scene.process.died()) break
        scene.process.plan()
        const { told, isTold, kept } = await ending(scene)
        await scene.ledger.merge('message', 'facebook:m1', { deletedAt: new Date(start).toISOString() })
        expect(await scene.run(withPictures(3), { receiveCount: 2 }), `${when} call ${at}`).toBe('done')
        expect(scene.kept(), `${when} call ${at}`).toEqual(isTold ? kept : [])
        expect(scene.told().length, `${when} call ${at}`).toBe(told.length)
        if (kept.length > 0 && !isTold) forgotten += 1
      }
      expect(forgotten).toBeGreaterThan(3)
    },
  )

  it('comes to one end, however often it dies, and whatever the platform does meanwhile', async () => {
    const response = fc.constantFrom('picture', 'gone', 'away', 'page')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(response, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(30), { maxLength: 5 }),
        async (days, deaths) => {
          let day = 0
          const scene = fetchScene({
            serve(url) {
              const place = Number(url.at(-5))
              const how = days[day]?.[place] ?? 'picture'
              if (how === 'away') return 'no connection'
              if (how === 'gone') return new Response('', { status: 410 })
              return how === 'page' ? new Response('<html>') : picture()
            },
          })
          for (; day < 12; day += 1) {
            const at = deaths[day]
            scene.process.plan(at === undefined ? undefined : { at, when: 'after' })
            await scene.run(withPictures(3), { receiveCount: day + 1 }).catch(() => undefined)
          }
          const { told, isTold, kept } = await ending(scene)
          expect([told.length, isTold]).toEqual([1, true])
          const attachments = told[0]?.message?.attachments ?? []
          expect(attachments.map(({ state }) => state)).not.toContain('pending')
          // What was stored before a death may be no picture the next time: then nobody names it, and it expires.
          expect(kept).toEqual(expect.arrayContaining(attachments.flatMap(({ key }) => key ?? [])))
          for (const key of kept) expect(key).toMatch(/^attachments\/[0-9a-f]{16}\//)
        },
      ),
      { numRuns: 200 },
    )
  })
})
