import { isDeepStrictEqual } from 'node:util'
import { type Ledger, type Row, type RowKind, rowSchemas } from '../../functions/core/ledger.ts'
import type {
  EventQueue,
  Metric,
  ObjectStore,
  OutgoingMessage,
  Telemetry,
} from '../../functions/core/ports.ts'

/** A ledger with the semantics of the table: merges fields, replaces only what is unchanged. */
export function memoryLedger() {
  const rows = new Map<string, Record<string, unknown>>()
  const at = (kind: RowKind, key: string) => `${kind}#${key}`
  const ledger: Ledger = {
    async read<K extends RowKind>(kind: K, key: string) {
      const row = rows.get(at(kind, key))
      return row && (rowSchemas[kind].parse(row) as Row<K>)
    },
    async merge(kind, key, fields) {
      rows.set(at(kind, key), { ...rows.get(at(kind, key)), ...plain(fields) })
    },
    async replace(kind, key, row, before) {
      const current = rows.get(at(kind, key))
      if (!isDeepStrictEqual(current && plain(current), before && plain(before))) return false
      rows.set(at(kind, key), plain(row))
      return true
    },
  }
  return { ledger, rows }
}

/** As the table keeps it: nothing is undefined. */
function plain(fields: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(fields))
}

export function memoryStore() {
  const objects = new Map<string, Uint8Array>()
  const store: ObjectStore = {
    async put(key, body) {
      objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body)
    },
    get: async (key) => objects.get(key),
  }
  return { store, objects }
}

/** Takes everything, in order, unless `fault` says otherwise. */
export function memoryQueue(
  fault: (message: OutgoingMessage) => 'sender' | 'queue' | undefined = () => undefined,
) {
  const batches: OutgoingMessage[][] = []
  const taken: OutgoingMessage[] = []
  const queue: EventQueue = {
    async send(messages) {
      batches.push([...messages])
      return messages.map((message) => {
        const why = fault(message)
        if (why) return { id: message.id, taken: false, fault: why }
        taken.push(message)
        return { id: message.id, taken: true }
      })
    },
  }
  return { queue, batches, taken }
}

export function recordingTelemetry() {
  const counts = new Map<Metric, number>()
  const lines: { code: string; fields: Record<string, unknown> }[] = []
  const write = (code: string, fields: Record<string, unknown> = {}) => void lines.push({ code, fields })
  const telemetry: Telemetry = {
    info: write,
    warn: write,
    count: (metric, by = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + by),
  }
  return { telemetry, counts, lines }
}
