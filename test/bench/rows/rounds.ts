import { type Figure, type Row, spread } from '../figure.ts'
import { newDirectMessage, newPerson } from '../payloads.ts'
import { type BenchStand, benchStand } from '../stand/bench-stand.ts'
import { type CountedCall, roundsIn } from '../stand/counting-proxy.ts'
import type { MeasuredProcess } from '../stand/measured-process.ts'
import { spreadOf } from '../statistics.ts'

const delayMs = 40
const aims: Readonly<Record<string, string>> = {
  'route-1': '≤ 4',
  'route-10': '≤ 12',
  'deliver-crm-1': '≤ 3',
  'deliver-crm-10': '≤ 15',
}

/** What an invocation waits for, one call after the other. */
export const rounds: Row = {
  name: 'rounds',
  title: 'Rounds one after the other',
  how: `Each call of a warm function (queue, table, objects, receiver) is held up for ${delayMs} ms, so that computing does not count; the longest chain of calls of which each began when the one before had ended. One, and ten messages of one conversation in one batch.`,
  why: 'Deliver reads what is known of the event and of the destination, claims the right to send, looks once more at what has been taken back, asks the receiver, and writes down what came of it. Each waits for the one before on purpose: claimed before it is looked at, each event of a stopped destination would cost two writes whenever it is tried; looked at before it is claimed, words could leave that have been taken back meanwhile. Of one conversation the next is sent once the outcome of the one before is written, so that nothing overtakes and nothing is sent twice where a function dies: ten take ten times as long.',
  async measure({ bundles, quick }) {
    const stand = await benchStand({ bundles })
    try {
      const processes = {
        ingest: await stand.start('ingest-facebook'),
        route: await stand.start('route'),
        'deliver-crm': await stand.start('deliver-crm'),
      }
      // What is read once, secrets and the state of the destination, is read.
      await bringThrough(stand, processes, 1)
      const measured = new Map<string, Counted[]>()
      for (let round = 0; round < (quick ? 1 : 5); round += 1)
        for (const messages of [1, 10])
          for (const [consumer, counted] of await bringThrough(stand, processes, messages)) {
            const name = `${consumer}-${messages}`
            measured.set(name, [...(measured.get(name) ?? []), counted])
          }
      return [...measured].map(([name, counted]) => toFigure(name, counted))
    } finally {
      await stand.stop()
    }
  },
}

interface Counted {
  readonly rounds: number
  readonly calls: number
}

function toFigure(name: string, counted: readonly Counted[]): Figure {
  const aim = aims[name]
  const [, consumer = '', messages] = /^(.*)-(\d+)$/.exec(name) ?? []
  return {
    name: `rounds/${name}`,
    what: `${consumer}, ${messages === '1' ? 'one message' : `${messages} of one conversation`}`,
    unit: 'rounds',
    ...spread(spreadOf(counted.map((each) => each.rounds))),
    ...(aim && { aim }),
    note: `${spreadOf(counted.map((each) => each.calls)).median} calls`,
  }
}

/** Several messages of a new Messenger conversation through all three, each function in one invocation. */
async function bringThrough(
  stand: BenchStand,
  { ingest, ...consumers }: Record<'ingest' | 'route' | 'deliver-crm', MeasuredProcess>,
  messages: number,
): Promise<[consumer: string, counted: Counted][]> {
  const { proxy, queues } = stand
  const person = newPerson()
  const webhook = () => stand.webhook('facebook', newDirectMessage(person))
  await ingest.run(Array.from({ length: messages }, webhook))
  const counted: [string, Counted][] = []
  for (const [consumer, running] of Object.entries(consumers)) {
    proxy.forget()
    proxy.delay = () => delayMs
    await (messages > 1 ? queues.handTogether(consumer, running) : queues.drain(consumer, running, 1))
    proxy.delay = () => 0
    counted.push([consumer, count(proxy.calls.filter(({ caller }) => caller === consumer))])
  }
  return counted
}

const count = (calls: readonly CountedCall[]): Counted => ({ rounds: roundsIn(calls), calls: calls.length })
