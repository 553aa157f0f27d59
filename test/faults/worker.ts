/**
 * Runs the faults that its parent names, one after the other. Its arguments: the folder of the bundles, and, if there
 * are any, that of another build's.
 */
import * as z from 'zod'
import type { StageName } from '../support/stage-environments.ts'
import { type FaultRunOptions, type FaultStand, faultStand } from './fault-stand.ts'
import { type FaultName, faults, type StandKind, standOf } from './faults.ts'

const order = z.object({
  fault: z.custom<FaultName>((name) => typeof name === 'string' && Object.hasOwn(faults, name)),
  events: z.number(),
  seed: z.number(),
  patienceSeconds: z.number().optional(),
  untilBroken: z.boolean().optional(),
})

const [, , folder = '', otherFolder] = process.argv
const entryIn = (bundles: string) => (stage: StageName) => `${bundles}/${stage}/index.mjs`
let stand: Promise<FaultStand> | undefined

const stands: Record<StandKind, () => Promise<FaultStand>> = {
  usual: () => faultStand({ entry: entryIn(folder) }),
  fatal: () => faultStand({ entry: entryIn(folder), fatal: true }),
  'two-versions': () =>
    faultStand({ entry: entryIn(folder), other: otherFolder ? entryIn(otherFolder) : undefined }),
}

/** Starting and warming up takes seconds: one stand serves all faults but those that need functions of another kind. */
async function run(options: FaultRunOptions) {
  const kind = standOf(options.fault)
  if (kind === 'usual') stand ??= stands.usual()
  const used = (kind === 'usual' ? await stand : undefined) ?? (await stands[kind]())
  const result = await used.run(options)
  // What has not come to its end would come into the next.
  if (kind !== 'usual' || result.broken.length > 0) {
    await used.stop()
    if (kind === 'usual') stand = undefined
  }
  return result
}

process.on('message', async (message) => {
  const { patienceSeconds, untilBroken, ...options } = order.parse(message)
  const set = {
    ...(patienceSeconds !== undefined && { patienceSeconds }),
    ...(untilBroken !== undefined && { untilBroken }),
  }
  process.send?.(await run({ ...options, ...set }))
})
process.on('disconnect', async () => {
  await (await stand)?.stop()
  process.exit()
})
