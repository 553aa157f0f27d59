import type { Replacement } from '../broken-builds/broken-build.ts'

/**
 * What another version would do otherwise that reads and writes the same queues and rows while a deployment is under
 * way: fields that this one does not know in every event and in every row, and other names of stored bodies.
 */
export const otherVersion: readonly Replacement[] = [
  {
    file: 'functions/core/message-body.ts',
    find: 'const body = toEscapedJson(event)',
    replace: "const body = toEscapedJson({ ...event, later: { known: 'to the other version' } })",
  },
  {
    file: 'functions/core/message-body.ts',
    find: 'const key = `bodies/${queue}/',
    replace: 'const key = `bodies/${queue}/other/',
  },
  {
    file: 'functions/aws/dynamo-ledger.ts',
    find: '{ ...fields, expiresAt:',
    replace: "{ ...fields, later: 'known to the other version', expiresAt:",
  },
]
