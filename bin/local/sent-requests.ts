import * as z from 'zod'

/** A request that deliver made for an event, without secrets. */
export const sentRequest = z.strictObject({
  destination: z.string(),
  eventId: z.string(),
  attempt: z.int(),
  at: z.iso.datetime(),
  ms: z.number(),
  method: z.string(),
  /** With its host, and without user and password. */
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  /** Absent where there is none, or none that can be read as text. */
  body: z.string().optional(),
  bytes: z.int().meta({ description: 'Of the whole body.' }),
  isCut: z.boolean(),
  status: z.int().optional(),
  code: z.string().optional(),
})

export type SentRequest = z.infer<typeof sentRequest>

/** What the local run alone keeps, so that a developer sees what an adapter made of an event. */
export interface SentRequests {
  keep(request: SentRequest): void
  /** The newest of an event, in their order. */
  of(eventId: string): readonly SentRequest[]
  forget(): void
}

/** Keeps the newest in memory: an erasure has to reach no file. */
export function keepSentRequests({
  maxEvents = 2000,
  maxRequests = 20,
  maxCharacters = 32 * 1024 * 1024,
} = {}): SentRequests {
  const byEvent = new Map<string, SentRequest[]>()
  let characters = 0

  function drop(eventId: string): void {
    for (const each of byEvent.get(eventId) ?? []) characters -= sizeOf(each)
    byEvent.delete(eventId)
  }

  return {
    keep(request) {
      const { eventId } = request
      const all = [...(byEvent.get(eventId) ?? []), request].slice(-maxRequests)
      drop(eventId)
      byEvent.set(eventId, all)
      for (const each of all) characters += sizeOf(each)
      for (const oldest of byEvent.keys()) {
        if (byEvent.size <= maxEvents && characters <= maxCharacters) return
        drop(oldest)
      }
    },
    of: (eventId) => byEvent.get(eventId) ?? [],
    forget() {
      byEvent.clear()
      characters = 0
    },
  }
}

/** Of what others decide the length of. */
function sizeOf({ url, headers, body = '' }: SentRequest): number {
  return Object.values(headers).reduce((sum, each) => sum + each.length, url.length + body.length)
}
