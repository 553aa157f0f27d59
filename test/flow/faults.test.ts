import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleFunction, stages } from '../../lib/bundle-function.ts'
import type { Outcome } from '../faults/count-outcome.ts'
import { faultStand } from '../faults/fault-stand.ts'
import type { FaultName } from '../faults/faults.ts'
import type { StageName } from '../support/stage-environments.ts'
import { describeThorough, isThorough } from '../support/thorough.ts'

const run = fileURLToPath(new URL('../faults/run.ts', import.meta.url))
const droppingHandler = new URL('../faults/entries/dropping-handler.ts', import.meta.url).href
const folder = mkdtempSync(join(tmpdir(), 'netzdialog-faults-'))
const bundled = (stage: StageName) => join(folder, stage, 'index.mjs')

beforeAll(() => {
  for (const stage of stages) bundleFunction(stage, join(folder, stage))
})
afterAll(() => rmSync(folder, { recursive: true }))

const others: readonly FaultName[] = [
  'queue-refuses',
  'receiver-errs',
  'killed-before-a-call',
  'queue-delivers-twice',
  'visibility-elapses',
  'table-throttles',
  'store-fails',
  'receiver-resets',
]
/** One, or several at each part of the flow; `npm run faults` goes through all, which takes minutes. */
const some: readonly FaultName[] = ['killed-after-a-call', ...(isThorough ? others : [])]

it('loses nothing, doubles nothing and keeps the order, whatever goes wrong', async () => {
  const args = ['--events', String(36 * some.length), ...some.flatMap((fault) => ['--fault', fault])]
  const { stdout } = await promisify(execFile)(process.execPath, [run, ...args])
  const lines = stdout.trim().split('\n')
  const outcomes = lines.map((line) => JSON.parse(line) as Outcome & { fault: string })
  expect(outcomes.map(({ fault }) => fault).sort()).toEqual([...some].sort())
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({
      sent: 36,
      accepted: 36,
      delivered: 36 - outcome.parked,
      lost: 0,
      repetitions: { otherKey: 0, unexplained: 0 },
      orderBreaks: 0,
      overtaken: 0,
    })
}, 600_000)

describeThorough('the fault run', () => {
  it('catches a build that drops one event in a thousand after its 200', async () => {
    const stand = await faultStand({
      entry: (stage) => (stage === 'route' ? droppingHandler : bundled(stage)),
      handler: bundled,
    })
    try {
      const { outcome, broken } = await stand.run({ fault: 'none', events: 600, seed: 1 })
      expect(outcome).toMatchObject({ sent: 600, accepted: 600, delivered: 599, lost: 1 })
      expect(broken).toContain('1 lost after their 200')
    } finally {
      await stand.stop()
    }
  }, 300_000)
})
