import { findMismatch, type Shape } from '../../schemas/shape.ts'
import { sha256 } from './ids.ts'
import type { OutgoingMessage } from './ports.ts'

/** Limit of a message with its events in it: one of 1 MiB costs five times as much as one of 200 kB, and SQS takes no larger. */
export const maxMessageBytes = 200_000
/** Limit of events in a message: the last of them waits for all before it. */
export const maxEvents = 100

const firstLine: Shape = {
  type: 'object',
  required: ['ids'],
  properties: { ids: { type: 'array', items: { type: 'string' } } },
}
/** Stand alone in a line, so that no event has to be read to find where the next one begins. */
const [open, close] = ['"events":[', ']}']

/**
 * As many of a group's messages as fit into one, which the queue takes as a whole or not at all.
 *
 * @param messages of one group in their order, one at least; their bodies are JSON without a line break
 */
export function combineMessages(messages: readonly OutgoingMessage[]): OutgoingMessage {
  const [first] = messages
  if (!first) throw new RangeError('there is nothing to combine')
  if (messages.length === 1) return first
  const id = `evts_${sha256(messages.map(({ deduplicationId }) => deduplicationId).join()).slice(0, 32)}`
  const combined = { id, group: first.group, body: joinParts(messages), deduplicationId: id }
  const isToldOf = messages.some(({ brings }) => brings)
  return isToldOf ? { ...combined, brings: messages.flatMap(({ brings = [null] }) => brings) } : combined
}

/** The body of a record with these messages in it, one at least. */
export function joinParts(parts: readonly Part[]): string {
  const ids = parts.map(({ deduplicationId }) => deduplicationId)
  return `{"ids":${JSON.stringify(ids)},${open}\n${parts.map(({ body }) => body).join(',\n')}\n${close}`
}

/** The first of a group's messages that go into one. @param max of them */
export function takeCombinable(
  messages: readonly OutgoingMessage[],
  max: number = maxEvents,
): OutgoingMessage[] {
  let bytes = 0
  const end = messages.slice(0, max).findIndex((message) => {
    bytes += messageBytes(message) + Buffer.byteLength(message.deduplicationId) + 5
    return bytes > maxMessageBytes
  })
  return messages.slice(0, end < 0 ? max : Math.max(1, end))
}

/** What SQS counts of a message: its body and its attribute. */
export function messageBytes({ body, brings }: Pick<OutgoingMessage, 'body' | 'brings'>): number {
  return Buffer.byteLength(body) + (brings ? Buffer.byteLength(JSON.stringify(brings)) : 0)
}

export interface Part {
  readonly deduplicationId: string
  readonly body: string
}

/** The messages that were combined, as they were; `undefined` where a body is none of ours, or one message's. */
export function splitBody(body: string): Part[] | undefined {
  if (!body.startsWith('{"ids":')) return undefined
  const [head = '', ...lines] = body.split('\n')
  if (lines.pop() !== close || !head.endsWith(open)) return undefined
  const ids = readIds(`${head}${close}`)
  if (ids?.length !== lines.length) return undefined
  return ids.map((deduplicationId, index) => ({
    deduplicationId,
    body: (lines[index] ?? '').slice(0, index < lines.length - 1 ? -1 : undefined),
  }))
}

function readIds(head: string): string[] | undefined {
  try {
    const line = JSON.parse(head)
    return findMismatch(line, firstLine) ? undefined : line.ids
  } catch {
    return undefined
  }
}
