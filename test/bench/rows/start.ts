import { readFileSync } from 'node:fs'
import { type Figure, type Row, spread, type Tools } from '../figure.ts'
import { newDirectMessage, newPerson } from '../payloads.ts'
import { type BenchStand, benchStand } from '../stand/bench-stand.ts'
import type { MeasuredProcess } from '../stand/measured-process.ts'
import { openStandIns } from '../stand/stand-ins.ts'
import { inTurn, spreadOf } from '../statistics.ts'

/** A webhook of each platform. */
const samples: Readonly<Record<string, string>> = {
  facebook: 'facebook/comment.json',
  twitter: 'twitter/mention.json',
  mime: 'mime/question.eml',
  postmark: 'postmark/mail.json',
  sendgrid: 'sendgrid/parsed.txt',
}

interface Start {
  readonly load: number
  readonly firstAnswer: number
}

/** What a new process costs before it is of use. */
export const start: Row = {
  name: 'start',
  title: 'A cold start, over a bundle with the SQS client alone',
  how: 'Processor time of a new process to load the deployed bundle (adapter included), and to its first answer (secret, connections), less that of a bundle by the same recipe that holds the SQS client alone and sends one message. No compile cache, as in Lambda.',
  why: 'What mail gateways load beyond the others is the reader of HTML with its tables of entities: what a mail says is read when it comes in. A first answer of a destination loads how a contact is presented, and of those that take files how they are sent, which waits until something is delivered so that loading stays short.',
  async measure({ bundles, quick }: Tools) {
    const standIns = await openStandIns()
    const stand = await benchStand({
      bundles,
      platforms: Object.keys(samples),
      destinations: standIns.destinations,
      retention: {},
    })
    try {
      const known = {
        ingest: await stand.start('ingest-facebook'),
        route: await stand.start('route'),
      }
      const starts = {
        floor: () => floorStart(stand),
        again: () => floorStart(stand),
        ...Object.fromEntries(
          Object.entries(samples).map(([platform, sample]) => [
            `ingest-${platform}`,
            () => ingestStart(stand, platform, sample),
          ]),
        ),
        route: () => routeStart(stand, known.ingest),
        ...Object.fromEntries(
          standIns.destinations.map(({ name }) => [
            `deliver-${name}`,
            () => deliverStart(stand, name, known),
          ]),
        ),
      }
      const taken = new Map<string, Start[]>(Object.keys(starts).map((name) => [name, []]))
      await inTurn(
        quick ? 1 : 9,
        Object.fromEntries(
          Object.entries(starts).map(([name, begin]) => [
            name,
            async () => {
              const began = await begin()
              taken.get(name)?.push(began)
              return began.load
            },
          ]),
        ),
      )
      return figuresOf(taken)
    } finally {
      await stand.stop()
      await standIns.stop()
    }
  },
}

const loadAims: Readonly<Record<string, string>> = { ingest: '≤ 35', route: '≤ 45', deliver: '≤ 60' }

function figuresOf(taken: ReadonlyMap<string, readonly Start[]>): Figure[] {
  const of = (name: string, part: keyof Start) => (taken.get(name) ?? []).map((each) => each[part])
  const over = (name: string, part: keyof Start) =>
    spreadOf(of(name, part).map((value, round) => value - (of('floor', part)[round] ?? Number.NaN)))
  const names = [...taken.keys()].filter((name) => name !== 'floor' && name !== 'again')
  const figures = (part: keyof Start, ends: string): Figure[] =>
    names.map((name) => {
      const noise = over('again', part)
      const aim = part === 'load' ? loadAims[name.split('-')[0] ?? ''] : '≤ 70 to 110'
      return {
        name: `start/${part === 'load' ? 'load' : 'first-answer'}/${name}`,
        what: `${name} ${ends}`,
        unit: 'ms',
        ...spread(over(name, part)),
        noise: [noise.low, noise.high],
        ...(aim && { aim: `${aim} ms` }),
        note: `${spreadOf(of(name, part)).median.toFixed(0)} ms against ${spreadOf(of('floor', part)).median.toFixed(0)} ms`,
      }
    })
  return [...figures('load', 'to load'), ...figures('firstAnswer', 'to the first answer')]
}

async function floorStart(stand: BenchStand): Promise<Start> {
  const process = await stand.startFloor('sqs-alone')
  const start = await firstRun(process, {})
  // What the floor has sent is nobody's.
  await stand.queues.empty('route')
  return start
}

async function ingestStart(stand: BenchStand, platform: string, sample: string): Promise<Start> {
  const file = new URL(`../../../bin/samples/${sample}`, import.meta.url)
  const event = stand.webhook(platform, new Uint8Array(readFileSync(file)))
  const start = await firstRun(await stand.start(`ingest-${platform}`), event)
  await stand.queues.empty('route')
  return start
}

async function routeStart(stand: BenchStand, ingest: MeasuredProcess): Promise<Start> {
  await ingest.run([stand.webhook('facebook', newDirectMessage(newPerson()))])
  const start = await firstBatch(stand, 'route', 'route')
  for (const destination of Object.keys(stand.resources.deliverQueueUrls))
    await stand.queues.empty(`deliver-${destination}`)
  return start
}

async function deliverStart(
  stand: BenchStand,
  destination: string,
  { ingest, route }: Record<'ingest' | 'route', MeasuredProcess>,
): Promise<Start> {
  await ingest.run([stand.webhook('facebook', newDirectMessage(newPerson()))])
  await stand.queues.drain('route', route, 1)
  const caller = `deliver-${destination}`
  const start = await firstBatch(stand, caller, caller)
  for (const other of Object.keys(stand.resources.deliverQueueUrls))
    await stand.queues.empty(`deliver-${other}`)
  return start
}

async function firstBatch(stand: BenchStand, caller: string, consumer: string): Promise<Start> {
  const process = await stand.start(caller)
  const batch = await stand.queues.take(consumer, 1)
  if (!batch) throw new Error(`nothing lies in the queue of ${consumer}`)
  const { cpuMs, results } = await process.run([batch.event])
  await process.stop()
  if ((await batch.settle(results[0])) === 0) throw new Error(`${caller} did not deal with its first message`)
  return { load: process.loadMs, firstAnswer: process.loadMs + cpuMs }
}

async function firstRun(process: MeasuredProcess, event: unknown): Promise<Start> {
  const { cpuMs, results } = await process.run([event])
  await process.stop()
  const status = (results[0] as { statusCode?: number } | undefined)?.statusCode ?? 200
  if (status !== 200) throw new Error(`the first answer was ${status}`)
  return { load: process.loadMs, firstAnswer: process.loadMs + cpuMs }
}
