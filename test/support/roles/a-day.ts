import type { Message } from '@aws-sdk/client-sqs'
import { dropParked } from '../../../bin/operations/drop-parked.ts'
import { findParked } from '../../../bin/operations/find-parked.ts'
import { knownPerson } from '../../../bin/operations/known-person.ts'
import { retryParked } from '../../../bin/operations/retry-parked.ts'
import { signLink } from '../../../functions/core/attachment-link.ts'
import { comment, directMessage } from '../facebook-payloads.ts'
import type { FullLayer, FullPlatform } from './full-layer.ts'

const page = '4711'
const someone = { id: '991', name: 'Änne Grün' }
const nowInSeconds = () => Math.floor(Date.now() / 1000)

/** As messages are handed out that have come so often. */
const receivedTimes = (count: number) => (message: Message) => ({
  ...message,
  Attributes: { ...message.Attributes, ApproximateReceiveCount: String(count) },
})

export interface AfterADay {
  readonly statuses: readonly number[]
  /** What a browser gets by the link to an attachment. */
  readonly opened: { readonly status: number; readonly text: string }
  /** Whether the layer noticed that the CRM was away. */
  readonly isStopped: boolean
  /** Where, and why: `crm: refused`. */
  readonly parked: readonly string[]
  /** Ids of the messages that the CRM took, without the day. */
  readonly arrived: readonly string[]
  /** Articles that the ticket system wrote. */
  readonly tickets: number
}

/**
 * Brings through a layer all that makes its functions call AWS: messages of each platform, one too large for a queue,
 * files, what nobody understands, what the CRM refuses, what kills the function, a person who is erased meanwhile, a CRM
 * that is away, a link, and what an operator sends again.
 *
 * @param day another one each time, so that nothing of it has been seen before
 * @param options `inTheEvening`: while something is parked still; `tellsMissing`: whether the functions tell what is missing
 * from what they may not read, where they may not list the bucket; those of 0.1.0 try again until they are exchanged
 */
export async function aDay(
  layer: FullLayer,
  day: string,
  {
    inTheEvening = async () => {},
    tellsMissing = true,
  }: { readonly inTheEvening?: () => Promise<void>; readonly tellsMissing?: boolean } = {},
): Promise<AfterADay> {
  const { pump, site, trouble, receiver, desk } = layer
  const statuses: number[] = []
  const post = async (platform: FullPlatform, payload: unknown) =>
    void statuses.push(await layer.post(platform, payload))
  const write = (post_: string, id: string, text: string) => {
    const at = { post: `${day}${post_}`, comment: id, time: nowInSeconds() }
    return post('facebook', comment(page, at, someone, text))
  }
  const send = (id: string, from: string, text: string) => post('mime', mail(`${id}.${day}`, from, text))

  await write('600', 'plain', 'Hallo')
  await post('facebook', directMessage(page, '992', `m_${day}`, 'Privat', Date.now()))
  await post('facebook', {
    object: 'page',
    entry: [{ id: page, time: 1, changes: [{ field: `riddle_${day}` }] }],
  })
  await post('standard', { ...call(day), [`colour_${day}`]: 'a field that nobody knows' })
  await send('short', 'anne@kunde.test', 'kurz')
  await send('long', 'bert@kunde.test', long)
  await pump.run()
  const opened = await openFile(layer)

  await write('600', 'refused', 'Abgelehnt')
  await pump.run()
  await write('601', 'old', 'Zu alt')
  await pump.run(receivedTimes(901))
  trouble.isPoisoned = true
  await send('fatal', 'dora@kunde.test', long)
  await pump.run(receivedTimes(25))
  trouble.isPoisoned = false

  // What the bucket has not got when it is looked for: a file that has expired, and a body that is not there yet.
  const before = layer.asked.length
  await send('gone', 'finn@kunde.test', 'kurz')
  const file = storedUnder('attachments', layer, before)
  await layer.objects.remove(file)
  if (!tellsMissing) {
    await pump.once()
    await site.store.put(file, fileText, 'text/plain')
  }
  await pump.run()
  await send('late', 'gerd@kunde.test', long)
  const body = storedUnder('bodies/contacts', layer, before)
  const bytes = await site.store.get(body)
  await layer.objects.remove(body)
  await pump.once()
  await site.store.put(body, bytes ?? '', 'application/json')
  await pump.run()

  // What is erased while it waits: ingest has stored it, and route may keep nothing of it.
  const erased = `cleo.${day}@kunde.test`
  await send('erased', erased, long)
  const { key } = knownPerson({ id: erased })
  await site.ledger.merge('suppression', key, { erasedAt: new Date().toISOString() })
  await pump.run()

  trouble.isAway = true
  for (const n of [1, 2, 3]) await write(`70${n}`, `late${n}`, 'Später')
  const isOpen = async () => (await site.ledger.read('breaker', 'crm'))?.open === true
  for (let round = 0; round < 30 && !(await isOpen()); round += 1) await pump.once()
  const isStopped = await isOpen()
  trouble.isAway = false
  // The layer would wait for minutes before it tries again.
  const past = new Date(0).toISOString()
  await site.ledger.merge('breaker', 'crm', { probeAt: past, quietUntil: past })
  await pump.run()
  const parked = await findParked({}, site)
  await inTheEvening()
  const again = parked.filter(({ code }) => code !== 'refused')
  await retryParked(again, site)
  await pump.run()
  await dropParked(parked, site)
  const arrivals = receiver.arrivals.splice(0)
  return {
    statuses,
    opened,
    isStopped,
    parked: parked.map(({ destination, code }) => `${destination}: ${code}`).sort(),
    arrived: [...new Set(arrivals.map(({ messageId = '' }) => messageId.replace(day, '')))].sort(),
    tickets: new Set(desk.takeTickets().flatMap(({ eventIds }) => eventIds)).size,
  }
}

export const long = 'Das ist viel zu lang für eine Warteschlange. '.repeat(20_000)
const call = (day: string) => ({
  platform: 'telephone',
  surface: 'call',
  occurredAt: '2026-11-20T19:40:00Z',
  message: { id: `call_${day}`, text: 'Rückruf' },
  author: { id: 'K-1' },
})

export const fileText = 'Zählerstand 4711'

export function mail(id: string, from: string, text: string): Uint8Array {
  const lines = [
    `From: <${from}>`,
    'To: service@acme.test',
    `Message-ID: <${id}@kunde.test>`,
    `Date: ${new Date().toUTCString()}`,
    'Subject: Rechnung',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Disposition: attachment; filename="stand.txt"',
    '',
    fileText,
    '--b--',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

/** Follows the link to a file that came with a mail. */
async function openFile(layer: FullLayer): Promise<AfterADay['opened']> {
  const expiresAt = new Date(Date.now() + 3_600_000)
  const key = storedUnder('attachments', layer, 0)
  const token = signLink({ key, name: 'stand.txt', type: 'text/plain', expiresAt }, layer.linkKeys)
  const address = await layer.open(`/attachments/${token}`)
  if (address === undefined) return { status: 404, text: '' }
  const answer = await fetch(address)
  return { status: answer.status, text: await answer.text() }
}

/** Where the first object of a kind was stored since so much was asked. */
function storedUnder(prefix: string, { asked }: FullLayer, since: number): string {
  const found = asked
    .slice(since)
    .find(({ action, resource }) => action === 's3:PutObject' && resource.includes(`/${prefix}/`))
  if (!found) throw new Error(`nothing was stored under ${prefix}`)
  return found.resource.split('/').slice(1).join('/')
}
