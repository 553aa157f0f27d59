import { splitBody } from '../../functions/core/combined-message.ts'
import { readDeduplicationId } from '../../functions/core/deduplication-id.ts'
import {
  type Ledger,
  type Row,
  type RowKind,
  rowSchemas,
  type SetChanges,
} from '../../functions/core/ledger.ts'
import type {
  EventQueue,
  MarkingStore,
  Metric,
  OutgoingMessage,
  RemovingStore,
  Step,
  Telemetry,
} from '../../functions/core/ports.ts'

/** A ledger with the semantics of the table: merges fields and sets, replaces only what has the version that was read. */
export function memoryLedger() {
  const rows = new Map<string, Record<string, unknown>>()
  const at = (kind: RowKind, key: string) => `${kind}#${key}`
  const next = (kind: RowKind, before: Record<string, unknown> | undefined) =>
    'version' in rowSchemas[kind].shape ? { version: Number(before?.['version'] ?? 0) + 1 } : {}
  const ledger: Ledger = {
    async read<K extends RowKind>(kind: K, key: string) {
      const row = rows.get(at(kind, key))
      return row && (rowSchemas[kind].parse(row) as Row<K>)
    },
    async merge(kind, key, fields, sets) {
      const before = rows.get(at(kind, key))
      const merged = { ...before, ...plain(fields), ...next(kind, before) }
      rows.set(at(kind, key), withSets(merged, sets))
    },
    async replace(kind, key, row, before) {
      const current = rows.get(at(kind, key))
      if ((before === undefined) !== (current === undefined)) return undefined
      if (current?.['version'] !== before?.version) return undefined
      const replaced = { ...plain(row), ...next(kind, before) }
      rows.set(at(kind, key), replaced)
      return rowSchemas[kind].parse(replaced) as Row<typeof kind>
    },
  }
  return { ledger, rows }
}

/** A row with changed sets; an empty one is none, as in the table. */
function withSets(row: Record<string, unknown>, sets: SetChanges<RowKind> = {}): Record<string, unknown> {
  const changed = { ...row }
  const changes = [...Object.entries(sets.add ?? {}), ...Object.entries(sets.remove ?? {})]
  for (const [name] of changes) {
    const removed: readonly string[] = Object(sets.remove)[name] ?? []
    const elements = new Set([...((row[name] as Set<string>) ?? []), ...(Object(sets.add)[name] ?? [])])
    for (const element of removed) elements.delete(element)
    if (elements.size > 0) changed[name] = elements
    else delete changed[name]
  }
  return changed
}

/** As the table keeps it: nothing is undefined, and sets are sets. */
function plain(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    value instanceof Set ? new Set(value) : value === undefined ? value : JSON.parse(JSON.stringify(value)),
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export function memoryStore() {
  const objects = new Map<string, Uint8Array>()
  const remarks = new Map<string, string>()
  const store: MarkingStore & RemovingStore = {
    async put(key, body, _type, remark) {
      remarks.delete(key)
      if (remark !== undefined) remarks.set(key, remark)
      objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body)
    },
    async putNew(key, body, type) {
      const isNew = !objects.has(key)
      if (isNew) await store.put(key, body, type)
      return isNew
    },
    async remove(key) {
      objects.delete(key)
      remarks.delete(key)
    },
    get: async (key) => objects.get(key),
  }
  return { store, objects, remarks }
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
        const faults = partsOf(message).map(fault)
        // What goes in one message is taken as a whole.
        const why = faults.find((each) => each === 'sender') ?? faults.find(Boolean)
        if (why) return { id: message.id, taken: false, fault: why }
        taken.push(...partsOf(message))
        return { id: message.id, taken: true }
      })
    },
  }
  return { queue, batches, taken }
}

/** The messages that were sent in one. */
export function partsOf(message: OutgoingMessage): OutgoingMessage[] {
  const parts = splitBody(message.body)?.map(({ deduplicationId, body }) => ({
    id: readDeduplicationId(deduplicationId).eventId,
    group: message.group,
    body,
    deduplicationId,
  }))
  return parts ?? [message]
}

export function recordingTelemetry() {
  const counts = new Map<Metric, number>()
  const lines: { code: string; fields: Record<string, unknown> }[] = []
  const write = (code: string, fields: Record<string, unknown> = {}) => void lines.push({ code, fields })
  const levels = new Map<string, number>()
  const measured: { metric: string; ms: number }[] = []
  const stepLines: (Step & { code: string })[] = []
  const telemetry: Telemetry = {
    measure: (metric, ms) => void measured.push({ metric, ms }),
    level: (metric, value) => void levels.set(metric, value),
    step: (code, step) => void stepLines.push({ code, ...step }),
    info: write,
    warn: write,
    count: (metric, by = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + by),
  }
  return { telemetry, counts, levels, lines, stepLines, measured }
}
