import type { Clock, EventQueue, MarkingStore, Telemetry } from '../core/ports.ts'
import type { Platform } from '../platforms/contract.ts'

export interface IngestPorts {
  readonly platform: Platform
  readonly settings: () => Promise<unknown>
  readonly queue: EventQueue
  readonly store: MarkingStore
  readonly telemetry: Telemetry
  readonly now: Clock
}
