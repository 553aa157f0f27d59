import type { RawPayloads } from '../local/raw-payloads.ts'
import type { SentRequests } from '../local/sent-requests.ts'
import type { ContactIndex } from '../operations/contacts/contact-index.ts'
import type { ContactPorts } from '../operations/contacts/contact-ports.ts'
import type { FindPlatform } from '../operations/find-platform.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import type { Probes } from './ask-destinations.ts'
import type { Operations } from './operations.ts'
import type { Rebuild } from './rebuild-body.ts'

/** What the pages of the console act on, in the local run or in a deployed stack. */
export interface ConsolePorts {
  readonly site: OperationsPorts & ContactPorts & { readonly index?: ContactIndex }
  readonly operations: Operations
  readonly findPlatform: FindPlatform
  readonly probes: Probes
  /** Nothing can have come before: the local run began then. */
  readonly since?: Date
  /** As platforms sent them: of the local run alone, a stack keeps none of what was understood. */
  readonly payloads?: RawPayloads
  /** As destinations were sent them: of the local run alone. */
  readonly requests?: SentRequests
  /** What an event is sent as, where that can be made again of it; `undefined` where it cannot. */
  readonly rebuild: Rebuild
  /** Takes from the live page what was erased; there is none of a deployed stack. */
  readonly onErased?: () => Promise<void>
  readonly settle: (milliseconds: number) => Promise<void>
}
