import type { ContactState } from '../../operations/contacts/contact-state.ts'

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
const contacts = (number: number) => count(number, 'contact', 'contacts')

/** The pages of the console in English; `pages-de.ts` has the same shape. */
export const pagesEn = {
  nav: { label: 'Pages', overview: 'Overview', find: 'Find', figures: 'Figures' },
  place: {
    local: 'Local run',
    stack: (name: string) => `Stack ${name}`,
    readOnly: 'read-only',
    readOnlyHint:
      'Nothing can be changed from here: start the console with --write to send again, drop or erase.',
  },
  title: { overview: 'How things stand', find: 'Find a contact', figures: 'Figures', event: 'Contact' },
  headline: {
    calm: 'Nothing needs you.',
    needs: (number: number) => `${count(number, 'thing needs', 'things need')} attention.`,
    nothing: 'Nothing has come in this window.',
  },
  attention: {
    title: 'Needs attention',
    calm: 'Nothing is stuck.',
    group: (number: number, destination: string) => `${contacts(number)} did not reach ${destination}`,
    atRoute: (number: number) => `${contacts(number)} went to nobody`,
    stopped: (destination: string) => `${destination} is stopped`,
    waits: (number: number) =>
      `${number.toLocaleString('en-GB')} ${number === 1 ? 'waits' : 'wait'} in its queue, in order; nothing is lost.`,
    deadLetters: (number: number, name: string) =>
      `The dead-letter queue of ${name} holds ${number}: see “Dead-letter queue” in docs/operations.md.`,
    silent: (platform: string, hours: number) => `Nothing came from ${platform} for ${hours} h`,
    expected: 'Expected',
    silentHint: 'Look at the platform whether its webhooks still come here: “silence” in docs/operations.md.',
    silentLook: 'What came last',
    since: 'since',
    probe: 'Next probe',
    ask: 'Ask it now',
    answeredAt: 'Answered',
    unasked: 'Not asked since this console began.',
    asked: (destination: string) => `What ${destination} answers`,
    unprobed: 'Its adapter cannot be probed: send it a sample and look.',
    more: (number: number) => `and ${number.toLocaleString('en-GB')} more`,
    look: 'Look',
    all: (number: number) =>
      number === 1 ? 'Send again' : `Send all ${number.toLocaleString('en-GB')} again`,
    dropAll: (number: number) => (number === 1 ? 'Drop' : `Drop all ${number.toLocaleString('en-GB')}`),
    quarantine: (number: number) => `${count(number, 'payload was', 'payloads were')} not understood`,
    somebody: 'Somebody',
    noWords: 'without words',
  },
  numbers: {
    title: 'Contacts',
    since: (when: string) => `since ${when}`,
    part: (number: number) => `the newest ${number.toLocaleString('en-GB')} are counted`,
    accepted: 'accepted',
    sum: 'accepted = delivered + on the way + parked + not asked for + given up',
    byDestination: 'By destination',
    due: 'due',
  },
  states: {
    delivered: 'delivered',
    on_the_way: 'on the way',
    parked: 'parked',
    not_asked_for: 'not asked for',
    given_up: 'given up',
  } satisfies Record<ContactState, string>,
  find: {
    label: 'Find',
    placeholder: 'Name, words, ticket, id …',
    button: 'Find',
    when: 'When',
    windows: {
      hour: 'last hour',
      day: '24 hours',
      yesterday: 'yesterday',
      week: '7 days',
      all: 'all that is kept',
    },
    state: 'State',
    platform: 'Platform',
    destination: 'Destination',
    any: 'all',
    results: (number: number) => contacts(number),
    none: 'Nothing was found.',
    noneHint:
      'Only what the archive still holds can be found: choose a longer time, or look for something else.',
    searched: (when: string, looked: number) =>
      `Searched back to ${when}, ${count(looked, 'contact', 'contacts')} looked at.`,
    more: 'Older ones',
    newest: 'The newest contacts',
    all: 'All of them',
    notKept: 'its words are not kept',
    conversation: 'of one conversation',
    clear: 'Clear',
  },
  event: {
    timeline: 'What happened',
    words: 'What was written',
    facts: 'Facts',
    quoted: 'Earlier text',
    signature: 'Signature',
    canonical: 'The canonical event',
    canonicalHint: 'What destinations are given; an adapter makes of it what its system takes.',
    copy: 'Copy',
    copied: 'Copied',
    rawHint: 'The payload as the platform sent it is kept in quarantine alone.',
    raw: 'As the platform sent it',
    rawLocal: 'Kept by the local run alone, in memory: a stack keeps payloads only in quarantine.',
    rawGone:
      'The payload as the platform sent it is not here: the local run keeps the newest webhooks, in memory, until it ends or somebody is erased; a mail that was collected came by none.',
    deliveries: 'Where it went',
    conversation: 'The whole conversation',
    again: 'Send again',
    erase: 'Erase this person …',
    ticket: 'Ticket',
    nowhere: 'No destination got it.',
    byRule: (number: number) => `By rule ${number} of the deployment, as it is today`,
    routedBy: (rules: readonly string[]) =>
      `By rule ${rules.join(' and ')} of the deployment, as it was when it was routed.`,
    routedByOwn: 'By the deployment’s own function `decide`.',
    routedAsSent: 'Where the message went that it changes.',
    routedByNone: 'No rule applied when it was routed.',
    said: 'It said:',
    keptUntil: (when: string) =>
      `It is not sent again by itself: mend what the answer names, then “Send again”. It is deleted on ${when}.`,
    deletedSince:
      'Its writer deleted it later. The archive keeps these words as long as the others; what is sent again goes without them.',
    notTold: 'What it says is not kept any more, or never was.',
    steps: {
      happened: 'happened',
      received: 'received, proven and accepted',
      routed: 'routed',
      sent_again: 'sent again by an operator',
      attempt: 'attempt',
      delivered: 'delivered',
      parked: 'parked',
      given_up: 'given up',
    },
    toNobody: 'to nobody',
    to: 'to',
    after: (duration: string) => `${duration} after receipt`,
    took: (milliseconds: string) => `took ${milliseconds} ms`,
    willTry: 'will be tried again',
  },
  sent: {
    title: (destination: string) => `What ${destination} was sent`,
    attempt: (number: number) => `attempt ${number.toLocaleString('en-GB')}`,
    local:
      'Each request as it was made, without secrets. Kept by the local run alone, in memory, the newest of an event: a stack keeps none.',
    rebuilt:
      'Made again of the event as it is kept now, with today’s settings: what was sent is not kept. Links to files are not in it, nor what was taken back or erased meanwhile.',
    gone: 'Not kept any more: the local run keeps the newest requests in memory, until it ends or somebody is erased. What speaks no HTTP, such as mail, it does not keep.',
    notKept:
      'Not kept: the request holds a customer’s words, and one place less has to be protected and erased. Each attempt’s time, duration and answer are kept, and the ticket, where the system shows what it was given.',
    file: (bytes: number) => `No text: ${count(bytes, 'byte', 'bytes')}.`,
  },
  conversation: {
    title: 'Conversation',
    people: 'Who is who',
    says: (number: number) => count(number, 'contact', 'contacts'),
    thread: 'The thread',
    tickets: 'Tickets',
    noTickets: 'No ticket is known.',
    private: 'private',
    public: 'public',
    notKept: 'Nothing of this conversation is kept any more.',
    notHere: 'Nothing of this conversation was found in the time that was looked through.',
    searched: (when: string) => `Looked through back to ${when}.`,
    further: 'Look further back',
    later: 'Look through what came later, too',
  },
  group: {
    title: 'What did not get through',
    shown: (from: number, to: number, all: number) =>
      from === 1 && to === all
        ? contacts(all)
        : `${from.toLocaleString('en-GB')} to ${to.toLocaleString('en-GB')} of ${contacts(all)}, newest first`,
    newer: 'Newer ones',
    older: 'Older ones',
  },
  confirm: {
    title: 'Are you sure?',
    retry: (number: number) => `Send ${contacts(number)} again?`,
    retryHint:
      'Each goes once more to where it was parked, in its order; the idempotency key stays the same.',
    drop: (number: number) => `Drop ${contacts(number)} for good?`,
    dropHint: 'They will never be delivered, and their words are removed. It cannot be undone.',
    dropQuarantined: 'Drop this payload for good?',
    replay: (destination: string) => `Send this contact to ${destination} once more?`,
    replayHint:
      'A receiver that keeps ids recognises what it already has; one that does not will have it twice.',
    erase: (name: string) => `Erase all that is kept of ${name}?`,
    eraseHint: (kept: number, others: number, files: number) =>
      `${count(kept, 'event', 'events')} of theirs, ${count(others, 'event', 'events')} of others that name them, ${count(files, 'file', 'files')}. What destinations have, they must erase themselves. It cannot be undone, and takes about a minute: leave the page open.`,
    yes: 'Yes, do it',
    no: 'No, back',
  },
  figures: {
    perHour: 'Contacts an hour, by platform',
    latency: 'From acceptance to delivery',
    latencyHint: 'Seconds until the contact was delivered, of those that were.',
    trouble: 'Retries and refusals',
    hour: 'Hour',
    destination: 'Destination',
    p50: 'half within',
    p99: '99 of 100 within',
    deliveries: 'delivered',
    retries: 'attempts beyond the first',
    refused: 'parked or given up',
    table: 'As a table',
    windows: { day: 'One day', week: 'One week' },
    none: 'Nothing came in this time.',
    part: (number: number) =>
      `There was more: only the newest ${number.toLocaleString('en-GB')} contacts are in it.`,
  },
  done: {
    asked: (destination: string) => `${destination} was asked: its answer stands beside it.`,
    retriedMany: (number: number) => `${contacts(number)} sent again.`,
    retriedSome: (sent: number, left: number) =>
      `${contacts(sent)} sent again, ${left.toLocaleString('en-GB')} not: look again.`,
    droppedMany: (number: number) => `${contacts(number)} dropped.`,
    replayed: 'Sent once more.',
    erased: (number: number) => `Erased: ${count(number, 'event', 'events')}.`,
    readOnly: 'The console is read-only: start it with --write.',
  },
  failed: 'That could not be read.',
  demo: {
    title: 'Demo',
    hint: 'Only in the local run.',
    real: (name: string, adapter: string) =>
      `${name} is real here: events go to ${adapter}, as its \`local\` settings say.`,
    stormHint: (number: number) => `A storm sends the chosen sample ${number} times, as 25 people.`,
    stop: 'Stop it',
    stopped: 'Stopped.',
  },
}
