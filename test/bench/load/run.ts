/**
 * `npm run load`: sends contacts at a steady rate through the local run, and says what became of them and of the memory.
 * Ends with 1 where one was lost.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { readArguments } from '../../../bin/tools/read-arguments.ts'
import { messageIdOf, newDirectMessage, newPerson } from '../payloads.ts'
import { atRate } from '../stand/at-rate.ts'
import { observedRun } from '../stand/observed-run.ts'
import { plainReceiver } from '../stand/receiver.ts'
import { growthOf, judgeLoad, type Sample } from './judge-load.ts'
import { residentBelow } from './memory.ts'

const options = readArguments(
  `npm run load: sends contacts at a steady rate through the local run.
--rate N     contacts a second (200)
--minutes N  for so long (5)
--people N   who write them, each a conversation (2000)`,
  {
    rate: { type: 'string', default: '200' },
    minutes: { type: 'string', default: '5' },
    people: { type: 'string', default: '2000' },
  },
)
const [rate, minutes, people] = [options.rate, options.minutes, options.people].map(Number)
if (!(Number(rate) > 0 && Number(minutes) > 0 && Number(people) > 0)) {
  process.stderr.write('--rate, --minutes and --people must be numbers above 0\n')
  process.exit(2)
}
/** Nothing has arrived for so long: what is not there is lost. */
const patienceMs = 120_000

const receiver = await plainReceiver()
const run = await observedRun(receiver.url)
const sent = new Map<string, number>()
const samples: Sample[] = []
let refused = 0
const startedAt = performance.now()
const watching = setInterval(look, Math.min(10_000, (Number(minutes) * 60_000) / 12))
try {
  const writers = Array.from({ length: Number(people) }, newPerson)
  await atRate(Number(rate), Number(minutes) * 60, async () => {
    const contact = newDirectMessage(writers[sent.size % writers.length] ?? '')
    sent.set(messageIdOf(contact), Date.now())
    try {
      await run.post(contact)
    } catch {
      // What is not answered with 200 was never promised: a platform would send it again.
      sent.delete(messageIdOf(contact))
      refused += 1
    }
  })
  clearInterval(watching)
  const acceptedAt = performance.now()
  await allArrived()
  report((performance.now() - acceptedAt) / 1000)
} finally {
  clearInterval(watching)
  await run.stop()
  await receiver.stop()
}

function look(): void {
  const resident = residentBelow(run.pid ?? 0)
  samples.push({ minutes: (performance.now() - startedAt) / 60_000, resident })
  const memory = resident.map(({ name, megabytes }) => `${name} ${megabytes.toFixed(0)}`).join(', ')
  const at = ((performance.now() - startedAt) / 1000).toFixed(0)
  process.stdout.write(`${at} s: sent ${sent.size}, arrived ${receiver.arrivals.length}; MB: ${memory}\n`)
}

async function allArrived(): Promise<void> {
  for (let known = -1, changedAt = Date.now(); Date.now() - changedAt < patienceMs; await sleep(250)) {
    if (new Set(receiver.arrivals.map(({ message }) => message)).size >= sent.size) return
    if (receiver.arrivals.length === known) continue
    known = receiver.arrivals.length
    changedAt = Date.now()
  }
}

function report(behindSeconds: number): void {
  // The first time that it came counts; what comes again is overwritten by it.
  const arrived = new Map(receiver.arrivals.toReversed().map(({ message = '', at }) => [message, at]))
  const { lost, p50, p99 } = judgeLoad(sent, arrived)
  const again = receiver.arrivals.length - arrived.size
  process.stdout.write(`taken ${sent.size}, refused ${refused}, lost ${lost}, came again ${again}\n`)
  process.stdout.write(
    `P50 ${p50.toFixed(2)} s, P99 ${p99.toFixed(2)} s, behind after the last: ${behindSeconds.toFixed(1)} s\n`,
  )
  for (const { name, megabytes, megabytesAMinute, flat } of growthOf(samples)) {
    const holds = name === 'run' ? ' (it holds the emulated queues and tables, which grow)' : ''
    process.stdout.write(
      `memory of ${name}: ${megabytes.toFixed(0)} MB, ${megabytesAMinute.toFixed(1)} MB a minute in the second half: ${flat ? 'flat' : 'grows'}${holds}\n`,
    )
  }
  process.exitCode = lost > 0 ? 1 : 0
}
