import * as z from 'zod'
import type { NormalizeResult } from '../contracts/platform.ts'
import { Proven, type Readable } from '../contracts/proven.ts'
import { NotAccepted } from '../core/errors.ts'
import { sha256 } from '../core/ids.ts'
import { parseJson } from '../core/json.ts'
import { acceptResult } from './accept-result.ts'
import { assignAttachments } from './assign-attachments.ts'
import { collectStored } from './collect-stored.ts'
import { incomingPrefix, isPointer, isTicket, maxCollectedBytes, ticketOf } from './incoming.ts'
import type { CollectPorts, IncomingObject } from './ports.ts'
import type { CreatedObject } from './read-bucket-event.ts'
import { readProven } from './read-proven.ts'

/** What Amazon SES puts there to see whether it may. */
const setupNotification = 'AMAZON_SES_SETUP_NOTIFICATION'
const ticket = z.object({ size: z.number(), sha256: z.string(), headers: z.record(z.string(), z.string()) })

interface Ticket extends z.infer<typeof ticket>, Pick<IncomingObject, 'writtenAt' | 'version'> {}

/**
 * Takes a mail out of the bucket: what it comes to is in the queue or in quarantine before the mail is removed. An event
 * may come twice, and another object may lie there by then: the removal is of the version that was read, and whatever is
 * read twice has the same event ids.
 *
 * @throws NotAccepted where it is to be tried again; store errors as they are
 */
export async function collectMail({ bucket, key }: CreatedObject, ports: CollectPorts): Promise<void> {
  const { platform } = ports
  if (bucket !== ports.bucket || !key.startsWith(incomingPrefix(platform.name)))
    return refuse('foreign_object', ports)
  if (isTicket(key)) return
  const read = isPointer(key) ? collectPointer : collectWhole
  await read(key, ports)
}

async function collectWhole(key: string, ports: CollectPorts): Promise<void> {
  const { platform, incoming } = ports
  if (key.endsWith(`/${setupNotification}`)) return incoming.remove(key)
  const object = await open(key, ports)
  if (!object) return
  const of = platform.announces ? await readTicket(key, ports) : undefined
  if (of && (object.bytes.length !== of.size || sha256(object.bytes) !== of.sha256))
    refuse('not_what_was_announced', ports)
  else {
    const headers = new Headers({ 'content-type': 'message/rfc822', ...of?.headers })
    await accept({ body: object.bytes, headers }, object.writtenAt, ports)
  }
  await incoming.remove(key, object.version)
  // A ticket made after the upload is for another of the same mail, which is still to come.
  if (of && of.writtenAt <= object.writtenAt) await incoming.remove(ticketOf(key), of.version)
}

async function collectPointer(key: string, ports: CollectPorts): Promise<void> {
  const object = await open(key, ports)
  if (!object) return
  const { read, result } = await collectStored(object, ports)
  await accept(read, object.writtenAt, ports, result)
  await ports.incoming.remove(key, object.version)
}

/** `undefined` where its event came twice. */
async function open(
  key: string,
  { platform, incoming, telemetry }: CollectPorts,
): Promise<IncomingObject | undefined> {
  const object = await incoming.open(key, maxCollectedBytes)
  if (!object) telemetry.info('already_collected', { platform: platform.name })
  return object
}

/** @param given what it comes to, where that is known */
async function accept(
  { body, headers }: Readable,
  receivedAt: Date,
  ports: CollectPorts,
  given?: NormalizeResult,
): Promise<void> {
  const { platform, settings } = ports
  const context = { settings, receivedAt: receivedAt.toISOString() }
  const result = given ?? (await readProven(platform, Proven.fromBucket({ body, headers }), context))
  await acceptResult(
    { method: 'PUT', query: new URLSearchParams(), body, headers, receivedAt },
    assignAttachments(result, ports.scans ?? false),
    ports,
  )
}

/** @throws NotAccepted where there is none: another run is just removing both, or something is wrong */
async function readTicket(key: string, { incoming }: CollectPorts): Promise<Ticket> {
  const object = await incoming.open(ticketOf(key), maxCollectedBytes)
  if (!object) throw new NotAccepted('ticket_missing', 'the upload has no ticket beside it')
  const { bytes, writtenAt, version } = object
  return { ...ticket.parse(parseJson(bytes)), writtenAt, version }
}

function refuse(code: string, { platform, telemetry }: CollectPorts): void {
  telemetry.count('NotProven')
  telemetry.warn(code, { platform: platform.name })
}
