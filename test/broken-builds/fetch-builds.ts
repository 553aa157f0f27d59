import type { BrokenBuild } from './broken-build.ts'

/** From a platform's hosts to the object store, and what is told of it. */
export const fetchBuilds: Readonly<Record<string, BrokenBuild>> = {
  'update-told-twice': {
    does: 'makes another event each time of what became of the same files',
    file: 'functions/core/fetched-attachments.ts',
    find: "id: eventId('message.attachments_changed', request.id),",
    replace: "id: eventId('message.attachments_changed', request.id, String(Math.random())),",
    caughtBy: ['test/functions/fetch/crash.test.ts'],
  },
  'update-not-noted': {
    does: 'forgets that it has told of files, and tells again whenever it is asked',
    file: 'functions/fetch/fetch-attachments.ts',
    find: "await ledger.merge('attachments', request.id, { toldAt: now().toISOString() })",
    replace: 'now()',
    caughtBy: ['test/functions/fetch/fetch-attachments.test.ts'],
  },
  'erased-file-kept': {
    does: 'keeps a file of a person who was erased while it was fetched, and tells of it',
    file: 'functions/fetch/fetch-attachments.ts',
    find: 'if (await isTakenBack(request, ledger)) return forget(request.id, ports)\n  await tell(',
    replace: 'await tell(',
    caughtBy: ['test/functions/fetch/fetch-attachments.test.ts'],
  },
  'file-not-noted': {
    does: 'stores a file without a word of it, and leaves it behind where it dies before the next',
    file: 'functions/fetch/fetch-attachments.ts',
    find: 'objects: new Set(found?.objects).add(key),',
    replace: '',
    caughtBy: ['test/functions/fetch/crash.test.ts'],
  },
  'redirect-followed-anywhere': {
    does: 'looks only at the first address of a file, and follows wherever that sends on to',
    file: 'functions/fetch/download.ts',
    find: 'if (!address || !isAllowedAddress(address, options.hosts))',
    replace: 'if (!address || (hops === 0 && !isAllowedAddress(address, options.hosts)))',
    caughtBy: ['test/functions/fetch/download.test.ts'],
  },
  'files-asked-for-last': {
    does: 'marks an event as processed before anybody has been asked to fetch its files',
    file: 'functions/route/send-on.ts',
    find: 'if (fetchQueue) await requestFiles(run, fetchQueue, ports.store)\n  await settleAll(',
    replace:
      "for (const { event } of run) await ledger.merge('processed', event.id, { at: now().toISOString(), generation })\n  if (fetchQueue) await requestFiles(run, fetchQueue, ports.store)\n  await settleAll(",
    caughtBy: ['test/functions/fetch/files-in-flow.test.ts'],
  },
  'deleted-file-told': {
    does: 'sends on the files of a message that was deleted before they came',
    file: 'functions/route/resolve-conversation.ts',
    find: "  'message.attachments_changed',\n",
    replace: '',
    caughtBy: ['test/functions/fetch/files-in-flow.test.ts'],
  },
  'replay-of-old-files': {
    does: 'sends an event again with its files as they were when it came',
    file: 'functions/deliver/todays-files.ts',
    find: 'if (generation === 0 ||',
    replace: 'if (generation >= 0 ||',
    caughtBy: ['test/functions/deliver/todays-files.test.ts'],
  },
}
