import type { BrokenBuild } from './broken-build.ts'

/** Between the platform's request and the queue of route. */
export const ingestBuilds: Readonly<Record<string, BrokenBuild>> = {
  'signature-skipped': {
    does: 'takes any signature that looks like one',
    file: 'functions/kits/http/signature.ts',
    find: 'if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true',
    replace: 'if (given.length === expected.length) matches = true',
    caughtBy: ['test/functions/kits/http/signature.test.ts'],
  },
  'signature-in-telling-time': {
    does: 'tells by its time how much of a signature was right',
    file: 'functions/kits/http/signature.ts',
    find: 'if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true',
    replace: "if (given.toString('hex') === expected.toString('hex')) matches = true",
    caughtBy: ['test/functions/kits/http/signature.test.ts'],
  },
  'shield-not-asked-for': {
    does: 'takes what comes round the shield',
    file: 'functions/ingest/receive-webhook.ts',
    find: 'if (shield && !cameThroughShield(request.headers, await shield())) {',
    replace: 'if (shield && !cameThroughShield(request.headers, await shield()) && isShielded) {',
    caughtBy: ['test/functions/ingest/receive-webhook.test.ts'],
  },
  'answered-before-enqueued': {
    does: 'answers 200 before the queue has the events',
    file: 'functions/ingest/accept-result.ts',
    find: 'const { refused, failed } = await sendInOrder(queue, messages)',
    replace:
      'const { refused, failed } = { refused: [] as typeof messages, failed: 0 }\n  void sendInOrder(queue, messages)',
    caughtBy: ['test/functions/ingest/accept-result.test.ts'],
    fault: { name: 'queue-refuses', events: 300 },
  },
  'refusal-answered-200': {
    does: 'answers 200 where the queue did not take everything',
    file: 'functions/ingest/receive-webhook.ts',
    find: "return respond(503, 'not accepted, send it again')",
    replace: "return respond(200, 'not accepted, send it again')",
    caughtBy: ['test/functions/ingest/receive-webhook.test.ts'],
    fault: { name: 'queue-refuses', events: 300 },
  },
  'quarantine-failure-swallowed': {
    does: 'answers 200 where quarantine did not take what was not understood',
    file: 'functions/ingest/accept-result.ts',
    find: 'await quarantine(request, doubtful, ports)',
    replace: 'await quarantine(request, doubtful, ports).catch(() => {})',
    caughtBy: ['test/functions/ingest/accept-result.test.ts'],
  },
  'group-in-one-call': {
    does: 'puts two messages of one group into one call, of which SQS may take the second alone',
    file: 'functions/core/send-in-order.ts',
    find: 'Map.groupBy(messages, (message) => message.group)',
    replace: 'Map.groupBy(messages, (message) => message.id)',
    caughtBy: ['test/functions/core/send-in-order.test.ts'],
    fault: { name: 'queue-answers-partially', events: 400 },
  },
  'random-deduplication-id': {
    does: 'gives each send a deduplication id of its own',
    file: 'functions/aws/sqs-queue.ts',
    find: 'MessageDeduplicationId: deduplicationId,',
    replace: 'MessageDeduplicationId: `${deduplicationId}-${Math.random()}`,',
    caughtBy: ['test/functions/aws/sqs-queue.test.ts'],
  },
  'mail-removed-before-accepted': {
    does: 'removes a mail from the bucket before the queue has its event',
    file: 'functions/ingest/collect-mail.ts',
    find: 'const of = platform.announces ? await readTicket(key, ports) : undefined',
    replace:
      'await incoming.remove(key, object.version)\n  const of = platform.announces ? await readTicket(key, ports) : undefined',
    caughtBy: ['test/functions/ingest/collect-mail.test.ts'],
  },
  'another-mail-removed': {
    does: 'removes from the bucket what was put in the place of a mail meanwhile',
    file: 'functions/ingest/collect-mail.ts',
    find: 'await incoming.remove(key, object.version)',
    replace: 'await incoming.remove(key)',
    caughtBy: ['test/functions/ingest/collect-mail.test.ts'],
  },
  'foreign-bucket-believed': {
    does: 'believes an event of somebody else’s bucket',
    file: 'functions/ingest/collect-mail.ts',
    find: 'bucket !== ports.bucket || ',
    replace: '',
    caughtBy: ['test/functions/ingest/collect-mail.test.ts'],
  },
  'other-bytes-uploaded': {
    does: 'takes other bytes than were announced',
    file: 'functions/ingest/collect-mail.ts',
    find: 'sha256(object.bytes) !== of.sha256',
    replace: 'false',
    caughtBy: ['test/functions/ingest/collect-mail.test.ts'],
  },
  'any-topic-believed': {
    does: 'believes a topic of anybody’s',
    file: 'functions/kits/sns/prove-sns.ts',
    find: 'if (!topics.includes(message.TopicArn))',
    replace: 'if (topics.length < 0)',
    caughtBy: ['test/functions/kits/sns/prove-sns.test.ts'],
  },
  'verdicts-of-the-sender': {
    does: 'takes what a sender wrote for what Amazon SES found',
    file: 'functions/platforms/ses/verdicts.ts',
    find: 'nextHop < 0 ? list.length : nextHop,',
    replace: 'list.length,',
    caughtBy: ['test/functions/platforms/ses/verdicts.test.ts'],
  },
}
