import type { BrokenBuild } from './broken-build.ts'

/** How messages and what they point to are kept, read, brought again and given up, by either consumer. */
export const queueBuilds: Readonly<Record<string, BrokenBuild>> = {
  'stale-reads': {
    does: 'reads the ledger as it was a moment ago',
    file: 'functions/aws/batched-reads.ts',
    find: 'ConsistentRead: true',
    replace: 'ConsistentRead: false',
    // No fault shows it: what is decided by an old row is then refused, because the row has another version by now.
    caughtBy: ['test/functions/aws/batched-reads.test.ts'],
  },
  'body-after-its-message': {
    does: 'stores a large body after the message that points to it, and tells nobody where that fails',
    file: 'functions/core/message-body.ts',
    find: "await store.put(key, body, 'application/json')",
    replace: "setTimeout(() => void store.put(key, body, 'application/json').catch(() => {}), 0)",
    caughtBy: ['test/functions/core/message-body.test.ts'],
    fault: { name: 'store-fails', events: 1500 },
  },
  'parked-without-body': {
    does: 'parks a row without its body where the store fails',
    file: 'functions/core/park.ts',
    find: "toEscapedJson(body), 'application/json', response)",
    replace: "toEscapedJson(body), 'application/json', response).catch(() => {})",
    caughtBy: ['test/functions/core/park.test.ts'],
    fault: { name: 'store-fails', events: 1500 },
  },
  'record-done-before-its-last': {
    does: 'takes a record of the queue for finished where only the first of its messages is',
    file: 'functions/core/consume.ts',
    find: 'again.map(({ recordId }) => recordId)',
    replace:
      "again.filter(({ id, recordId }) => id === recordId || id.endsWith('#0')).map(({ recordId }) => recordId)",
    caughtBy: ['test/functions/core/consume.test.ts'],
    fault: { name: 'queue-refuses', events: 600 },
  },
  'followers-dropped': {
    does: 'drops what stands behind a message for which there is no time left',
    file: 'functions/core/process-batch.ts',
    find: 'await ports.handle(message) : { retryAfterSeconds: 0 }',
    replace: "await ports.handle(message) : 'done'",
    caughtBy: ['test/functions/core/process-batch.test.ts'],
  },
  'group-released-after-a-long-retry-time': {
    does: 'lets followers overtake a message that comes back late',
    file: 'functions/core/process-batch.ts',
    find: "if (verdict !== 'done') {\n",
    replace: `if (verdict !== 'done' && verdict.retryAfterSeconds > 900) {
          again.add(message)
          await ports.postpone(message, verdict.retryAfterSeconds)
        } else if (verdict !== 'done') {
`,
    caughtBy: ['test/functions/core/process-batch.test.ts'],
  },
  'followers-released': {
    does: 'lets followers overtake a message that failed',
    file: 'functions/core/process-batch.ts',
    find: 'for (const remaining of rest) again.add(remaining)',
    replace: 'again.add(message)',
    caughtBy: ['test/functions/core/process-batch.test.ts'],
  },
  'failures-not-reported': {
    does: 'reports every message of a batch as finished',
    file: 'functions/aws/consumer-handler.ts',
    find: 'again.map((itemIdentifier) => ({ itemIdentifier }))',
    replace: 'again.slice(again.length).map((itemIdentifier) => ({ itemIdentifier }))',
    caughtBy: ['test/functions/aws/consumer-handler.test.ts'],
    fault: { name: 'receiver-errs', events: 300 },
  },
  'asked-pause-ignored': {
    does: 'comes back before the receiver asked for it',
    file: 'functions/core/retry-delay.ts',
    find: 'Math.ceil(asked ?? 0)',
    replace: 'Math.ceil(0 * (asked ?? 0))',
    caughtBy: ['test/functions/core/retry-delay.test.ts'],
  },
  'deadly-message-never-parked': {
    does: 'never counts the runs that a message has ended',
    file: 'functions/core/consume.ts',
    find: 'runs: runs + 1',
    replace: 'runs',
    caughtBy: ['test/functions/core/consume.test.ts'],
    fault: { name: 'message-kills-function', events: 36 },
  },
  'deadly-message-read-again': {
    does: 'parks a message that kills the function by reading it once more, whatever became of that before',
    file: 'functions/core/consume.ts',
    find: "'kills_function', ports, runs === maxUnfinishedRuns)",
    replace: "'kills_function', ports, true)",
    caughtBy: ['test/functions/core/consume.test.ts'],
    fault: { name: 'message-kills-function', events: 36 },
  },
  'text-cut': {
    does: 'cuts a long text on its way',
    file: 'functions/core/message-body.ts',
    find: 'const body = toEscapedJson(event)',
    replace: `const body = toEscapedJson({
    ...event,
    ...(event.message?.text && { message: { ...event.message, text: event.message.text.slice(0, 5000) } }),
  })`,
    caughtBy: ['test/functions/core/message-body.test.ts'],
    fault: { name: 'store-fails', events: 300 },
  },
  'blind-replace': {
    does: 'writes a row back as it was read, whatever others have made of it',
    file: 'functions/aws/dynamo-ledger.ts',
    find: 'absentOrExpired(nowInSeconds()) : hasVersion(before.version)',
    replace: 'absentOrExpired(nowInSeconds()) : absentOrLiving(nowInSeconds())',
    caughtBy: ['test/functions/aws/dynamo-ledger.test.ts'],
  },
  'sets-overwritten': {
    does: 'writes a set anew where elements are to be added to it',
    file: 'functions/aws/update-expression.ts',
    find: '[elements(add), elements(remove)]',
    replace: '[elements({}), elements(remove)]\n  set.push(...elements(add))',
    caughtBy: ['test/functions/aws/dynamo-ledger.test.ts'],
  },
}
