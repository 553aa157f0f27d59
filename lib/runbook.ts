/** The headings of `docs/operations.md` that alarms link to. */
export const runbooks = [
  'front-door-errors',
  'refused-requests',
  'too-many-requests',
  'too-large',
  'function-errors',
  'function-throttles',
  'function-duration',
  'failed',
  'table-throttles',
  'not-proven',
  'quarantined',
  'notices',
  'enqueue-failed',
  'silence',
  'connection-broken',
  'connection-ending',
  'connection-unknown',
  'unmatched',
  'own-function-failed',
  'parked',
  'attachments-lost',
  'destination-stopped',
  'oldest-message',
  'dead-letter-queue',
] as const

export type Runbook = (typeof runbooks)[number]
