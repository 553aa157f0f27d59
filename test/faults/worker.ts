/** Runs the faults that its parent names, one after the other; its argument is the folder of the bundles. */
import * as z from 'zod'
import type { StageName } from '../support/stage-environments.ts'
import { type FaultRunOptions, type FaultStand, faultStand } from './fault-stand.ts'
import { type FaultName, fatalFaults, faults } from './faults.ts'

const order = z.object({
  fault: z.custom<FaultName>((name) => typeof name === 'string' && Object.hasOwn(faults, name)),
  events: z.number(),
  seed: z.number(),
})

const [, , folder] = process.argv
const entry = (stage: StageName) => `${folder}/${stage}/index.mjs`
let stand: Promise<FaultStand> | undefined

/** Starting and warming up takes seconds: one stand serves all faults but those that need functions of another kind. */
async function run(options: FaultRunOptions) {
  const fatal = fatalFaults.has(options.fault)
  stand ??= fatal ? undefined : faultStand({ entry })
  const used = (fatal ? undefined : await stand) ?? (await faultStand({ entry, fatal }))
  const result = await used.run(options)
  // What has not come to its end would come into the next.
  if (fatal || result.broken.length > 0) {
    await used.stop()
    if (!fatal) stand = undefined
  }
  return result
}

process.on('message', async (message) => {
  const options = order.parse(message)
  process.send?.(await run(options))
})
process.on('disconnect', async () => {
  await (await stand)?.stop()
  process.exit()
})
