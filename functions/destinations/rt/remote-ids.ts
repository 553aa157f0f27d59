import type { RemoteIds } from '../../contracts/destination.ts'
import type { RtSettings } from './settings.ts'

/** @param message the transaction, where there is one of its own */
export function remoteIds(ticket: string, { url }: RtSettings, message?: string): RemoteIds {
  const page = `${url}/Ticket/Display.html?id=${ticket}`
  if (message === undefined) return { ticket, url: page }
  return { ticket, message, url: `${page}#txn-${message}` }
}
