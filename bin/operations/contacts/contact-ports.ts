import type { OperationsPorts } from '../ports.ts'
import type { ArchivePorts } from './archived-backwards.ts'

/** What contacts are read by. */
export type ContactPorts = Pick<OperationsPorts, 'deployment' | 'ledger' | 'store' | 'retained' | 'now'> &
  ArchivePorts
