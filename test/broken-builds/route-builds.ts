import type { BrokenBuild } from './broken-build.ts'

/** From the queue of all contacts to those of the destinations. */
export const routeBuilds: Readonly<Record<string, BrokenBuild>> = {
  'processed-before-queued': {
    does: 'notes an event as routed before every queue has it',
    file: 'functions/route/route-event.ts',
    find: 'await settleAll([\n    ...destinations.map(',
    replace:
      "await ledger.merge('processed', routed.id, { at: now().toISOString(), generation })\n  await settleAll([\n    ...destinations.map(",
    caughtBy: ['test/functions/route/crash.test.ts'],
    fault: { name: 'queue-refuses', events: 1200 },
  },
  'parent-not-awaited': {
    does: 'starts a conversation of its own without waiting for the message that it answers',
    file: 'functions/route/await-messages.ts',
    find: 'if (!receipt || isDecided(event, known)) return { isConfirmed: false }',
    replace: 'if (!receipt || receipt) return { isConfirmed: false }',
    caughtBy: ['test/functions/route/await-messages.test.ts'],
    fault: { name: 'none', events: 600 },
  },
  'put-back-unannounced': {
    does: 'says nothing of what failed or stands behind what did, so that its answers do not wait',
    file: 'functions/route/announce.ts',
    find: 'if (!message) return',
    replace: 'if (!message || message) return',
    caughtBy: ['test/functions/route/await-messages.test.ts'],
  },
  'work-decided-out-of-turn': {
    does: 'decides on a ticket before the queues have what was decided on it last',
    file: 'functions/route/route-event.ts',
    find: 'const isTurn = !receipt ||',
    replace: 'const isTurn = Boolean(receipt) || !receipt ||',
    caughtBy: ['test/functions/route/await-turn.test.ts'],
  },
  'work-overwritten': {
    does: 'writes a ticket’s row back blindly, whatever another order group has made of it',
    file: 'functions/route/replace-row.ts',
    find: 'return (await ledger.replace(',
    replace: 'await ledger.merge(kind, key, row as never)\n  return true || (await ledger.replace(',
    caughtBy: ['test/functions/route/interleaving.test.ts'],
  },
  'refusal-of-a-queue-ignored': {
    does: 'goes on where a destination’s queue did not take an event',
    file: 'functions/route/route-event.ts',
    find: "throw new NotAccepted('queue_unavailable',",
    replace: "if (!result) throw new NotAccepted('queue_unavailable',",
    caughtBy: ['test/functions/route/route-event.test.ts'],
    fault: { name: 'queue-refuses', events: 1200 },
  },
  'private-to-public': {
    does: 'hands what is private to a destination marked as public',
    file: 'functions/route/may-hold.ts',
    find: "return holds === 'both' || holds === event.visibility",
    replace: "return holds === 'both' || holds === event.visibility || holds === 'public'",
    caughtBy: ['test/functions/route/choose-destinations.test.ts'],
  },
  'private-to-public-by-decision': {
    does: 'hands what is private to a destination marked as public where a decision of one’s own says so',
    file: 'functions/route/choose-destinations.ts',
    find: 'named.has(name) && mayHold(holds, event)',
    replace: 'named.has(name) && (to?.includes(name) || mayHold(holds, event))',
    caughtBy: ['test/functions/route/own-decisions.test.ts'],
  },
  'opened-twice-by-decision': {
    does: 'opens a ticket that is there once more where a decision of one’s own says so',
    file: 'functions/route/with-decision.ts',
    find: "if (effect === 'open' && ticketExists)",
    replace: "if (effect === 'open' && ticketExists && reason === '')",
    caughtBy: ['test/functions/route/own-decisions.test.ts'],
  },
  'extensions-survive-erasure': {
    does: 'leaves in an event what functions of one’s own have made of the words of an erased person',
    file: 'functions/core/withhold-person.ts',
    find: ': withoutOwn(withheld)',
    replace: ': withheld',
    caughtBy: ['test/functions/core/own-reason.test.ts', 'test/bin/operations/erasure.test.ts'],
  },
  'tombstone-ignored-by-route': {
    does: 'sends on the words of a message whose deletion came first',
    file: 'functions/route/resolve-conversation.ts',
    find: "if (known.self?.deletedAt !== undefined) return withhold(resolved, 'deleted')",
    replace: '',
    caughtBy: ['test/functions/route/route-event.test.ts'],
  },
}
