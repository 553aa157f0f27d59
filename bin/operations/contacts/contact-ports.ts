import type { OperationsPorts } from '../ports.ts'
import type { ArchivePorts } from './archived-backwards.ts'

/** What contacts are read by. */
export type ContactPorts = Pick<OperationsPorts, 'deployment' | 'ledger' | 'store' | 'retained' | 'now'> &
  ArchivePorts & {
    /** The ticket that the demo CRM made of an event: it tells none in its response, as no `webhook` does. */
    readonly ticketOf?: (destination: string, eventId: string) => string | undefined
  }
