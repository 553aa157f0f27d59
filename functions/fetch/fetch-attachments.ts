import type { Attachment, ContactEvent } from '../../schemas/contact-event.ts'
import { compact } from '../core/compact.ts'
import { NotAccepted } from '../core/errors.ts'
import { attachmentsChanged, type FetchedFile } from '../core/fetched-attachments.ts'
import { acceptanceGroup } from '../core/ids.ts'
import type { Row } from '../core/ledger.ts'
import { packEvent } from '../core/message-body.ts'
import type { Verdict } from '../core/process-batch.ts'
import { retryDelay } from '../core/retry-delay.ts'
import { fetchFile } from './fetch-file.ts'
import { forgetFiles } from './forget-files.ts'
import { isTakenBack } from './is-taken-back.ts'
import type { FetchPorts } from './ports.ts'
import { reasons } from './reasons.ts'
import { scanFiles } from './scan-files.ts'

/** A message of the queue `fetch`, as far as it says how often and since when files are tried. */
export interface Tried {
  readonly receiveCount: number
  readonly sentAt?: Date | undefined
}

/** Age from which on what has not come does not come any more: by then most addresses have run out. */
const maxAgeMs = 12 * 3600 * 1000
/** Receipts from which on nothing is tried: it may be what the function dies of. SQS moves it aside at 200. */
const maxReceipts = 100
/** Receipts from which on no scan is waited for: twelve hours have some fifty, also of a file that came with the last try. */
const maxScanReceipts = 180

type State = Row<'attachments'> | undefined

/**
 * Fetches the files that an event names, stores them, and has route tell those who have the event what became of them,
 * once. Every file that is done with is written down, so that what was cut short goes on where it was; a message that
 * was taken back meanwhile, and a person who was erased, leave nothing.
 *
 * @param request of `fetchRequest`
 * @returns when it is to be tried again
 * @throws NotAccepted where `contacts` did not take the event; what ledger and store throw
 */
export async function fetchAttachments(
  request: ContactEvent,
  tried: Tried,
  ports: FetchPorts,
): Promise<Verdict> {
  const { ledger, now } = ports
  let row: State = await ledger.read('attachments', request.id)
  if (row?.toldAt !== undefined) return 'done'
  if (await isTakenBack(request, ledger)) return forget(request.id, ports)

  const waits: number[] = []
  for (const { index, attachment } of inTurn(pendingOf(request, row), tried.receiveCount)) {
    if (!ports.mayStart()) {
      waits.push(1)
      break
    }
    const outcome = await tryOne(request, index, attachment, tried, ports)
    if ('again' in outcome) {
      ports.telemetry.count('Retried')
      waits.push(retryOf(tried, outcome.afterSeconds, ports))
      continue
    }
    if (outcome.bytes) {
      if (await isTakenBack(request, ledger)) return forget(request.id, ports)
      row = await keep(request.id, outcome.file, outcome.bytes, row, ports)
    }
    row = await settle(request.id, { [index]: outcome.file }, row, ports)
  }
  if (waits.length > 0) return { retryAfterSeconds: Math.max(...waits) }
  const judged = await scanFiles(row?.files, tried.receiveCount, isScanLate(tried, row, ports), ports)
  if (judged === 'again') return { retryAfterSeconds: retryOf(tried, undefined, ports) }
  row = await settle(request.id, judged, row, ports, true)
  const settled = await settleAll(request.id, row, ports)
  if (await isTakenBack(request, ledger)) return forget(request.id, ports)
  await tell(attachmentsChanged(request, settled.files, settled.settledAt), ports)
  await ledger.merge('attachments', request.id, { toldAt: now().toISOString() })
  return 'done'
}

interface Pending {
  readonly index: number
  readonly attachment: Attachment
}

function pendingOf({ message }: ContactEvent, row: State): Pending[] {
  return (message?.attachments ?? []).flatMap((attachment, index) =>
    attachment.state === 'pending' && row?.files?.[index] === undefined ? [{ index, attachment }] : [],
  )
}

/** Begins with another one each time, so that two slow ones do not keep all others from being tried. */
function inTurn(pending: readonly Pending[], receiveCount: number): Pending[] {
  const start = pending.length === 0 ? 0 : (receiveCount - 1) % pending.length
  return [...pending.slice(start), ...pending.slice(0, start)]
}

async function tryOne(
  request: ContactEvent,
  index: number,
  attachment: Attachment,
  tried: Tried,
  ports: FetchPorts,
): Promise<Awaited<ReturnType<typeof fetchFile>>> {
  const { key, type, name, size, sha256 } = attachment
  if (key !== undefined) return { file: compact({ state: 'stored' as const, key, type, name, size, sha256 }) }
  const late = { file: { state: 'unavailable' as const, reason: reasons.late } }
  const platform = await ports.platformOf(request.platform)
  if (!platform) return { file: { state: 'unavailable', reason: reasons.notFetched } }
  if (tried.receiveCount >= maxReceipts) return late
  const outcome = await fetchFile(request, index, attachment, platform, ports)
  return 'again' in outcome && isLate(tried, ports) ? late : outcome
}

function isLate({ receiveCount, sentAt }: Tried, ports: Pick<FetchPorts, 'now'>): boolean {
  return isOld(sentAt, ports) || receiveCount >= maxReceipts
}

/** A file that was fetched late has its scan still before it; one that came with its message lay there from the first. */
function isScanLate({ receiveCount, sentAt }: Tried, row: State, ports: Pick<FetchPorts, 'now'>): boolean {
  const since = row?.storedAt === undefined ? sentAt : new Date(row.storedAt)
  return isOld(since, ports) || receiveCount >= maxScanReceipts
}

function isOld(since: Date | undefined, { now }: Pick<FetchPorts, 'now'>): boolean {
  return since !== undefined && now().getTime() - since.getTime() > maxAgeMs
}

function retryOf(
  { receiveCount }: Tried,
  asked: number | undefined,
  { retryCapSeconds, random }: FetchPorts,
): number {
  return retryDelay(receiveCount, asked, retryCapSeconds, random)
}

/**
 * Stores a file, whose key is written down before. What is taken back after that is removed at the next look, and an
 * erasure, which waits for what is under way, finds it by its key.
 */
async function keep(
  eventId: string,
  { key = '', type = '' }: FetchedFile,
  bytes: Uint8Array,
  before: State,
  ports: FetchPorts,
): Promise<State> {
  const storedAt = ports.now().toISOString()
  const row = await change(eventId, before, ports, (found) => ({
    ...found,
    objects: new Set(found?.objects).add(key),
    storedAt,
  }))
  await ports.store.put(key, bytes, type)
  return row
}

/** Nobody is told of the files of an event that is taken back, and nothing of them stays. */
async function forget(eventId: string, { ledger, store }: FetchPorts): Promise<'done'> {
  await forgetFiles(eventId, ledger, (key) => store.remove(key))
  return 'done'
}

/**
 * Writes down what became of files. What another function has written of the same one meanwhile stands.
 *
 * @param overrules whether it does not
 */
async function settle(
  eventId: string,
  files: NonNullable<Row<'attachments'>['files']>,
  before: State,
  ports: FetchPorts,
  overrules = false,
): Promise<Row<'attachments'> | undefined> {
  if (Object.keys(files).length === 0) return before
  const row = await change(eventId, before, ports, (found) => ({
    ...found,
    files: overrules ? { ...found?.files, ...files } : { ...files, ...found?.files },
  }))
  const lost = Object.values(files).filter(({ state }) => state === 'unavailable').length
  if (lost > 0) ports.telemetry.count('AttachmentsLost', lost)
  return row
}

/** The time at which nothing was left to fetch stays what it was first. */
async function settleAll(
  eventId: string,
  before: State,
  ports: FetchPorts,
): Promise<Row<'attachments'> & { settledAt: string }> {
  if (before?.settledAt !== undefined) return { ...before, settledAt: before.settledAt }
  const settledAt = ports.now().toISOString()
  const row = await change(eventId, before, ports, (found) => ({
    ...found,
    settledAt: found?.settledAt ?? settledAt,
  }))
  return { ...row, settledAt: row.settledAt ?? settledAt }
}

/** Writes the row anew by its version, as often as somebody else was quicker. */
async function change(
  eventId: string,
  before: State,
  { ledger }: FetchPorts,
  next: (row: State) => Omit<Row<'attachments'>, 'version'>,
): Promise<Row<'attachments'>> {
  let row = before
  for (;;) {
    const written = await ledger.replace('attachments', eventId, next(row), row)
    if (written) return written
    row = await ledger.read('attachments', eventId)
  }
}

/** By the queue of what comes in, in the order of its conversation: behind the event that it is about. */
async function tell(event: ContactEvent, { contacts, store }: FetchPorts): Promise<void> {
  const body = await packEvent(event, 'contacts', store)
  const message = { id: event.id, group: acceptanceGroup(event), body, deduplicationId: event.id }
  const [result] = await contacts.send([message])
  if (!result?.taken) throw new NotAccepted('queue_unavailable', 'contacts did not take what became of files')
}
