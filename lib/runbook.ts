/** The headings of `docs/operations.md` that alarms link to. */
export const runbooks = [
  'front-door-errors',
  'function-errors',
  'function-throttles',
  'not-proven',
  'quarantined',
  'notices',
  'enqueue-failed',
  'unmatched',
  'own-function-failed',
  'parked',
  'destination-stopped',
  'oldest-message',
  'dead-letter-queue',
] as const

export type Runbook = (typeof runbooks)[number]
