import { setTimeout as sleep } from 'node:timers/promises'
import { flowStand } from '../support/flow-stand.ts'
import type { StageName } from '../support/stage-environments.ts'
import { brokenPromises, countOutcome, type Outcome } from './count-outcome.ts'
import { diceOf } from './dice.ts'
import { type FaultName, faults } from './faults.ts'
import type { Havoc, Scene } from './havoc.ts'
import { sendAsMeta } from './meta-senders.ts'
import { readParked } from './read-parked.ts'
import { fatalText, planTraffic } from './traffic.ts'

export interface FaultRunOptions {
  readonly fault: FaultName
  readonly events: number
  readonly seed: number
  /** So long without a single arrival, and what is missing counts as lost. @default 120 */
  readonly patienceSeconds?: number
}

export interface FaultRun {
  readonly outcome: Outcome
  /** A sentence for each promise that was not kept. */
  readonly broken: readonly string[]
}

export interface FaultStandOptions {
  /** The module of a stage's handler. */
  readonly entry: (stage: StageName) => string
  /** What stands behind an entry that only stands in front of it, see `entries/`. @default the entry */
  readonly handler?: (stage: StageName) => string
  /** Whether functions die of messages, see `entries/fatal-handler.ts`. @default false */
  readonly fatal?: boolean
}

export interface FaultStand {
  /** Sends that many events through the whole flow while the fault rages, waits for the end, and counts. */
  run(options: FaultRunOptions): Promise<FaultRun>
  stop(): Promise<void>
}

const fatalHandler = new URL('./entries/fatal-handler.ts', import.meta.url).href

export async function faultStand(options: FaultStandOptions): Promise<FaultStand> {
  const { entry, handler = entry, fatal = false } = options
  let havoc: Havoc = {}
  const stand = await flowStand({
    entry: (stage) => (fatal && stage !== 'ingest' ? fatalHandler : entry(stage)),
    environment: (stage) => ({ HANDLER: handler(stage), FATAL_TEXT: fatalText[stage] }),
    disturb: (call) => havoc.disturb?.(call),
    receive: (messageId = '') => havoc.receive?.(messageId),
    around: (batch, invoke) => (havoc.around ? havoc.around(batch, invoke) : invoke()),
    table: 'quick',
    timeoutSeconds: 2,
    // While the receiver is away every conversation asks once in that time, and asking costs.
    retryCapSeconds: 2,
    // A message that kills its function must not take with it what others have under way.
    ...(fatal && { instances: 2 }),
  })
  const { arrivals } = stand.receiver

  async function run({ fault, events, seed, patienceSeconds = 120 }: FaultRunOptions): Promise<FaultRun> {
    const dice = diceOf(seed).of(fault)
    const series = String(100 + Object.keys(faults).indexOf(fault))
    const acceptedAt = new Map<string, number>()
    arrivals.length = 0
    havoc = faults[fault](dice.of('fault'), 1)
    const lanes = planTraffic({ series, events, ...havoc.traffic }, dice.of('traffic'))
    const updates = lanes.flat(2)
    const rejected = new Set(updates.filter(({ malice }) => malice === 'rejected').map(idOf))
    const { receive } = havoc
    havoc = {
      ...havoc,
      receive: (messageId) =>
        rejected.has(messageId) ? { takes: false, answer: { status: 422 } } : receive?.(messageId),
    }
    let over = false
    const scene: Scene = {
      async until(share) {
        // Repeated arrivals count as well: it is about some moment in the middle.
        while (arrivals.length < share * events && !over) await sleep(20)
      },
      pass: (ms) => sleep(ms),
      async away(ms) {
        await stand.crm.shut()
        await sleep(ms)
        await stand.crm.open()
      },
    }
    const sending = sendAsMeta({
      lanes,
      dice: dice.of('meta'),
      post: (payload) => stand.post(payload),
      accepted: ({ messageId }) => acceptedAt.set(messageId, Date.now()),
    })
    const settled = Promise.all([sending, havoc.meanwhile?.(scene)]).then(() => stand.settled(() => over))
    await Promise.race([settled, standstill(() => arrivals.length, patienceSeconds * 1000)])
    over = true
    havoc = {}
    await stand.forgetLessons()
    const everParked = await readParked(stand.aws, stand.endpoints, stand.resources)
    const parked = new Set(updates.map(idOf).filter((messageId) => everParked.has(messageId)))
    const happened = { updates, acceptedAt, arrivals: [...arrivals], parked }
    const outcome = countOutcome(happened)
    return { outcome, broken: brokenPromises(outcome, happened) }
  }

  return { run, stop: () => stand.stop() }
}

/** Resolves when the count has not changed for so long. */
async function standstill(count: () => number, ms: number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count()
    await sleep(ms, undefined, { ref: false })
  }
}

const idOf = ({ messageId }: { messageId: string }) => messageId
