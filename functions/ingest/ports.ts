import type { Platform } from '../contracts/platform.ts'
import type { Clock, EventQueue, MarkingStore, Telemetry } from '../core/ports.ts'

export interface IngestPorts {
  readonly platform: Platform
  readonly settings: () => Promise<unknown>
  readonly queue: EventQueue
  readonly store: MarkingStore
  readonly telemetry: Telemetry
  readonly now: Clock
}
