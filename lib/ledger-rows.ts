/**
 * The partition keys that a deliver function, or the one that fetches files, has to do with, as `functions/aws/dynamo-ledger.ts` makes them, with
 * wildcards of IAM's `StringLike`. A key that is too long for the table is a hash, which does not tell its destination.
 */

const mayBeLong = ['delivery', 'ticket', 'unfinished']

/** Rows of its destination. */
export function deliverWrites(destination: string): string[] {
  return [
    ...mayBeLong.flatMap((kind) => [`${kind}#${destination}#*`, `${kind}#sha256:*`]),
    // Parked rows share one partition a destination.
    ...['breaker', 'pace', 'parked'].map((kind) => `${kind}#${destination}`),
  ]
}

/** Also what has been taken back, by whom and since when: that is for all destinations. */
export function deliverReads(destination: string): string[] {
  return [
    ...deliverWrites(destination),
    'message#*',
    'conversation#*',
    'suppression#*',
    'processed#*',
    'attachments#*',
  ]
}

/** What the function that fetches files writes: what became of them. */
export const fetchWrites = ['attachments#*']

/** Also what has been taken back meanwhile. */
export const fetchReads = [...fetchWrites, 'message#*', 'conversation#*', 'suppression#*']
