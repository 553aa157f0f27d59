import type { SQSRecord } from 'aws-lambda'

/** What lines of the log and messages to queues say of the invocation that they belong to. */
interface Invocation {
  readonly requestId?: string | undefined
  /** Of the webhook that an event came with, by the event's id: as SQS keeps it with the message. */
  readonly traceHeaders: ReadonlyMap<string, string>
}

/** Of the invocation under way: Lambda has one at a time in a process. */
let current: Invocation = { traceHeaders: new Map() }

export function beginInvocation(requestId: string | undefined): void {
  current = { requestId, traceHeaders: new Map() }
}

/** @param events ids of the events that came in each record */
export function continueTraces(
  records: readonly { readonly record: SQSRecord; readonly events: readonly string[] }[],
): void {
  const traceHeaders = new Map<string, string>()
  for (const { record, events } of records) {
    const header = readTraceHeader(record.attributes.AWSTraceHeader)
    if (header !== undefined) for (const event of events) traceHeaders.set(event, header)
  }
  current = { ...current, traceHeaders }
}

export function requestId(): string | undefined {
  return current.requestId
}

/** The trace that an event belongs to: from its webhook on the same, whatever the functions' own are. */
export function traceHeaderOf(eventId: string): string | undefined {
  return current.traceHeaders.get(eventId) ?? readTraceHeader(process.env['_X_AMZN_TRACE_ID'])
}

export function traceIdOf(eventId: string): string | undefined {
  return root.exec(traceHeaderOf(eventId) ?? '')?.[1]
}

const root = /^Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)/
const parent = /;Parent=([0-9a-f]{16})(?:;|$)/
const sampled = /;Sampled=([01])(?:;|$)/

/** As SQS takes it, which refuses a message for any other; Lambda adds fields of its own. */
function readTraceHeader(given = ''): string | undefined {
  const [, id] = root.exec(given) ?? []
  if (id === undefined) return undefined
  const [, by] = parent.exec(given) ?? []
  const [, isSampled] = sampled.exec(given) ?? []
  return [
    `Root=${id}`,
    ...(by === undefined ? [] : [`Parent=${by}`]),
    ...(isSampled === undefined ? [] : [`Sampled=${isSampled}`]),
  ].join(';')
}
