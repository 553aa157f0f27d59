import { setTimeout as sleep } from 'node:timers/promises'
import { openSite } from '../../bin/operations/open-site.ts'
import type { Arrival } from '../support/counting-receiver.ts'
import { flowStand } from '../support/flow-stand.ts'
import type { StageName } from '../support/stage-environments.ts'
import {
  brokenPromises,
  countOutcome,
  type Outcome,
  parkedKeys,
  promisesBrokenForGood,
} from './count-outcome.ts'
import { ticketPlatforms } from './count-tickets.ts'
import { diceOf } from './dice.ts'
import { type FaultName, faults } from './faults.ts'
import type { Happened } from './happened.ts'
import type { Havoc, Scene } from './havoc.ts'
import { mailbox, xAccount } from './places.ts'
import { readParked } from './read-parked.ts'
import { runOperator } from './run-operator.ts'
import { sendAll } from './senders.ts'
import { planTraffic } from './traffic.ts'
import { fatalText, type Update } from './update.ts'
import { watch } from './watch.ts'

export interface FaultRunOptions {
  readonly fault: FaultName
  readonly events: number
  readonly seed: number
  /** So long without anything that arrives anywhere, and what is missing counts as lost. @default 120 */
  readonly patienceSeconds?: number
  /** Whether to stop at the first promise that is broken for good. @default false: at the end */
  readonly untilBroken?: boolean
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
  /** The module of another build, of which every second process is. @default none */
  readonly other?: ((stage: StageName) => string) | undefined
}

export interface FaultStand {
  /** Sends that many events through the whole flow while the fault rages, waits for the end, and counts. */
  run(options: FaultRunOptions): Promise<FaultRun>
  stop(): Promise<void>
}

const fatalHandler = new URL('./entries/fatal-handler.ts', import.meta.url).href

export async function faultStand(options: FaultStandOptions): Promise<FaultStand> {
  const { entry, handler = entry, fatal = false, other } = options
  let havoc: Havoc = {}
  let rejects: ReadonlySet<string> = new Set()
  const watched = watch(() => havoc)
  const stand = await flowStand({
    entry(stage, instance) {
      if (fatal && stage !== 'ingest') return fatalHandler
      return other && instance % 2 === 1 ? other(stage) : entry(stage)
    },
    environment: (stage) => ({ HANDLER: handler(stage), FATAL_TEXT: fatalText[stage] }),
    platforms: ['facebook', 'twitter', 'postmark'],
    platformSettings: { twitter: { accounts: [{ id: xAccount }] }, postmark: { accounts: [mailbox] } },
    ticketsOf: ticketPlatforms,
    disturb: watched.disturb,
    receive: (key = '') => (rejects.has(key) ? { takes: false, answer: { status: 422 } } : havoc.receive?.()),
    around: watched.around,
    handled: watched.handled,
    table: 'quick',
    timeoutSeconds: 2,
    // While a receiver is away every conversation asks once in that time, and asking costs.
    retryCapSeconds: 2,
    // What an event names may have died several times on its way.
    routeRetryCapSeconds: 20,
    instances: (stage) => (other || (fatal && stage !== 'ingest') ? 2 : 1),
    // A message that kills its function must not take with it what others have under way.
    batches: fatal ? 1 : other ? 2 : 4,
  })
  const { receiver, endpoints, resources, aws, deployment } = stand
  const { arrivals } = receiver
  const site = { endpoints: { ...endpoints, secrets: endpoints.sqs }, ...resources }
  const ports = openSite(site, deployment, aws, () => new Date())

  async function run(options: FaultRunOptions): Promise<FaultRun> {
    const { fault, events, seed, patienceSeconds = 120, untilBroken = false } = options
    const dice = diceOf(seed).of(fault)
    const series = String(100 + Object.keys(faults).indexOf(fault))
    const acceptedAt = new Map<string, number>()
    const operatorLog = { erasedAt: new Map<string, number>(), replays: [] as number[] }
    arrivals.length = 0
    watched.forget()
    havoc = faults[fault](dice.of('fault'), 1)
    const lanes = planTraffic({ series, events, ...havoc.traffic }, dice.of('traffic'))
    const updates = lanes.flat(2)
    rejects = new Set(updates.filter(({ malice }) => malice === 'rejected').map(({ key }) => key))
    const known: Update[] = []
    const operator = runOperator(ports, () => known, operatorLog, dice.of('operator'))
    /** What was parked before the operator sent it again: it is on its way, and mostly parked once more. */
    let parkedBefore: ReadonlySet<string> = new Set()
    let over = false
    const scene: Scene = {
      async until(share) {
        // Repeated arrivals count as well: it is about some moment in the middle.
        while (arrivals.length < share * events && !over) await sleep(20)
      },
      pass: (ms) => sleep(ms),
      async away(meanwhile) {
        await Promise.all(stand.doors.map((door) => door.shut()))
        watched.doubt()
        await meanwhile()
        await Promise.all(stand.doors.map((door) => door.open()))
      },
      operator: {
        ...operator,
        async retry() {
          parkedBefore = parkedKeys(await readParked(ports))
          await operator.retry()
        },
      },
    }
    const sending = sendAll({
      lanes,
      dice: dice.of('senders'),
      post: (payload, door) => stand.post(payload, door),
      accepted(update) {
        acceptedAt.set(update.key, Date.now())
        known.push(update)
      },
    })
    const settled = Promise.all([sending, havoc.meanwhile?.(scene)]).then(() => stand.settled(() => over))
    const seen = async (): Promise<Omit<Happened, 'tickets' | 'recorded'>> => ({
      updates,
      acceptedAt,
      arrivals: [...arrivals],
      ...ofThisRun(await readParked(ports), updates),
      ...watched.seen(),
      ...operatorLog,
    })
    const brokenForGood = async (): Promise<string[]> => {
      while (!over) {
        const soFar = await seen()
        const crm = new Set([...(soFar.parked.get('crm') ?? []), ...parkedBefore])
        const parked = new Map([...soFar.parked, ['crm', crm] as const])
        const broken = promisesBrokenForGood({ ...soFar, parked, tickets: [], recorded: new Set() })
        if (broken.length > 0) return broken
        await sleep(2_000)
      }
      return []
    }
    const early = await Promise.race([
      settled,
      standstill(() => arrivals.length + stand.desk.written(), patienceSeconds * 1000),
      ...(untilBroken ? [brokenForGood()] : []),
    ])
    over = true
    havoc = {}
    await stand.forgetLessons()
    const happened: Happened = {
      ...(await seen()),
      tickets: stand.desk.takeTickets(),
      recorded: await readRecorded(arrivals),
    }
    const outcome = countOutcome(happened)
    return { outcome, broken: early ?? brokenPromises(outcome, happened) }
  }

  async function readRecorded(all: readonly Arrival[]): Promise<Set<string>> {
    const ids = new Set(all.map(({ event }) => `crm#${event.id}`))
    const rows = await Promise.all(
      [...ids].map(async (key) => [key, await ports.ledger.read('delivery', key)] as const),
    )
    return new Set(rows.flatMap(([key, row]) => (row?.status === 'delivered' ? [key] : [])))
  }

  return {
    run,
    async stop() {
      ports.close()
      await stand.stop()
    },
  }
}

/** One stand serves several faults, and what they park stays. */
function ofThisRun(
  { parked, bodiless }: Pick<Happened, 'parked' | 'bodiless'>,
  updates: readonly Update[],
): Pick<Happened, 'parked' | 'bodiless'> {
  const keys = new Set(updates.map(({ key }) => key))
  const own = [...parked].map(
    ([place, all]) => [place, new Set([...all].filter((key) => keys.has(key)))] as const,
  )
  return { parked: new Map(own), bodiless }
}

/** Resolves when the count has not changed for so long. */
async function standstill(count: () => number, ms: number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count()
    await sleep(ms, undefined, { ref: false })
  }
}
