const replayed = /^(.+)#(\d+)$/

/** Takes a queue's deduplication id apart: `<event id>` at first, `<event id>#<n>` for the n-th replay. */
export function readDeduplicationId(deduplicationId: string): { eventId: string; generation: number } {
  const [, eventId = deduplicationId, generation = '0'] = replayed.exec(deduplicationId) ?? []
  return { eventId, generation: Number(generation) }
}
