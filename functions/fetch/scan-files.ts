import { isToBeScanned } from '../core/attachment-key.ts'
import { errorCode } from '../core/errors.ts'
import type { FetchedFile } from '../core/fetched-attachments.ts'
import type { FetchPorts, Scan } from './ports.ts'
import { reasons } from './reasons.ts'

type Files = Readonly<Record<string, FetchedFile>>

/** A scan takes seconds; from this receipt on, some minutes after the first, waiting for one is counted. */
const slowReceipts = 8

/**
 * What scans for malware have found in an event's files: those that are not to be handed out, each with the reason.
 *
 * @param isLate whether what has not been scanned by now is not waited for any longer
 * @returns `again` while any of them has not been scanned
 */
export async function scanFiles(
  files: Files = {},
  receiveCount: number,
  isLate: boolean,
  { scanned, telemetry }: Pick<FetchPorts, 'scanned' | 'telemetry'>,
): Promise<Record<string, FetchedFile> | 'again'> {
  if (!scanned) return {}
  const judged: Record<string, FetchedFile> = {}
  let waits = false
  for (const [index, file] of Object.entries(files)) {
    if (file.state !== 'stored' || !isToBeScanned(file.key)) continue
    const scan = await scanned(file.key).catch((error: unknown): Scan => {
      telemetry.warn('scan_not_read', { code: errorCode(error) })
      return 'waiting'
    })
    if (scan === 'clean') continue
    if (scan === 'waiting' && !isLate) waits = true
    else judged[index] = { ...file, ...outcomes[scan] }
  }
  if (waits && receiveCount >= slowReceipts) telemetry.count('Retried')
  return waits ? 'again' : judged
}

const outcomes = {
  waiting: { state: 'unavailable', reason: reasons.scanLate },
  unscanned: { state: 'unavailable', reason: reasons.notScanned },
  malware: { state: 'rejected', reason: reasons.malware },
} as const
