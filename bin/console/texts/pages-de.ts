import type { Texts } from './en.ts'

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString('de-DE')} ${number === 1 ? one : many}`
const contacts = (number: number) => count(number, 'Kontakt', 'Kontakte')

/** The pages of the console in German. */
export const pagesDe: Texts['pages'] = {
  nav: { label: 'Seiten', overview: 'Überblick', find: 'Suchen', figures: 'Zahlen' },
  place: {
    local: 'Lokaler Lauf',
    stack: (name) => `Stack ${name}`,
    readOnly: 'nur lesen',
    readOnlyHint:
      'Von hier aus lässt sich nichts ändern: mit --write gestartet kann die Konsole noch einmal senden, verwerfen und löschen.',
  },
  title: { overview: 'Wie es steht', find: 'Einen Kontakt suchen', figures: 'Zahlen', event: 'Kontakt' },
  headline: {
    calm: 'Nichts braucht Sie.',
    needs: (number) => `${count(number, 'Sache braucht', 'Sachen brauchen')} jemanden.`,
    nothing: 'In diesem Zeitraum ist nichts gekommen.',
  },
  attention: {
    title: 'Was jemanden braucht',
    calm: 'Nichts hängt fest.',
    group: (number, destination) =>
      number === 1
        ? `1 Kontakt hat ${destination} nicht erreicht`
        : `${contacts(number)} haben ${destination} nicht erreicht`,
    atRoute: (number) =>
      number === 1 ? '1 Kontakt ging an niemanden' : `${contacts(number)} gingen an niemanden`,
    stopped: (destination) => `${destination} steht`,
    waits: (number) =>
      `${count(number, 'Nachricht wartet', 'Nachrichten warten')}, der Reihe nach; nichts geht verloren.`,
    deadLetters: (number, name) =>
      `Die Dead-Letter-Queue von ${name} enthält ${number}: siehe „Dead-letter queue“ in docs/operations.md.`,
    silent: (platform, hours) => `Von ${platform} kam seit ${hours} h nichts`,
    expected: 'Erwartet',
    silentHint:
      'Bei der Plattform nachsehen, ob ihre Webhooks noch hierher kommen: „silence“ in docs/operations.md.',
    silentLook: 'Was zuletzt kam',
    since: 'seit',
    probe: 'Nächster Versuch',
    ask: 'Jetzt fragen',
    answeredAt: 'Antwort vom',
    unasked: 'Noch nicht gefragt, seit diese Konsole läuft.',
    asked: (destination) => `Was ${destination} antwortet`,
    unprobed: 'Sein Adapter lässt sich nicht fragen: ein Beispiel senden und nachsehen.',
    more: (number) => `und ${number.toLocaleString('de-DE')} weitere`,
    look: 'Ansehen',
    all: (number) =>
      number === 1 ? 'Noch einmal senden' : `Alle ${number.toLocaleString('de-DE')} noch einmal senden`,
    dropAll: (number) => (number === 1 ? 'Verwerfen' : `Alle ${number.toLocaleString('de-DE')} verwerfen`),
    quarantine: (number) => `${count(number, 'Sendung wurde', 'Sendungen wurden')} nicht verstanden`,
    somebody: 'Jemand',
    noWords: 'ohne Worte',
  },
  numbers: {
    title: 'Kontakte',
    since: (when) => `seit ${when}`,
    part: (number) => `gezählt sind die neuesten ${number.toLocaleString('de-DE')}`,
    accepted: 'angenommen',
    sum: 'angenommen = zugestellt + unterwegs + geparkt + nicht gefragt + aufgegeben',
    byDestination: 'Nach Zielen',
    due: 'fällig',
  },
  states: {
    delivered: 'zugestellt',
    on_the_way: 'unterwegs',
    parked: 'geparkt',
    not_asked_for: 'nicht gefragt',
    given_up: 'aufgegeben',
  },
  find: {
    label: 'Suchen',
    placeholder: 'Name, Handle, Adresse, Worte, Kennung, Ticket …',
    button: 'Suchen',
    when: 'Wann',
    windows: {
      hour: 'letzte Stunde',
      day: '24 Stunden',
      yesterday: 'gestern',
      week: '7 Tage',
      all: 'alles Aufbewahrte',
    },
    state: 'Stand',
    platform: 'Plattform',
    destination: 'Ziel',
    any: 'alle',
    results: (number) => contacts(number),
    none: 'Nichts gefunden.',
    noneHint:
      'Zu finden ist nur, was das Archiv noch hat: einen längeren Zeitraum wählen oder etwas anderes suchen.',
    searched: (when, looked) => `Durchsucht bis ${when}, ${contacts(looked)} angesehen.`,
    more: 'Ältere',
    newest: 'Die neuesten Kontakte',
    all: 'Alle',
    notKept: 'seine Worte werden nicht aufbewahrt',
    conversation: 'eines Gesprächs',
    clear: 'Aufheben',
  },
  event: {
    timeline: 'Was geschehen ist',
    words: 'Was geschrieben wurde',
    facts: 'Angaben',
    quoted: 'Früherer Text',
    signature: 'Signatur',
    canonical: 'Das kanonische Ereignis',
    canonicalHint: 'Was Ziele bekommen; ein Adapter macht daraus, was sein System nimmt.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    rawHint: 'Wie die Plattform es sandte, wird nur in Quarantäne aufbewahrt.',
    raw: 'Wie die Plattform es sandte',
    rawLocal: 'Nur der lokale Lauf hält das im Speicher: Ein Stack bewahrt Gesendetes nur in Quarantäne auf.',
    rawGone: 'Wie die Plattform es sandte, hält der lokale Lauf bis zu seinem Ende, und nur vom Neuesten.',
    deliveries: 'Wohin es ging',
    conversation: 'Das ganze Gespräch',
    again: 'Noch einmal senden',
    erase: 'Diese Person löschen …',
    ticket: 'Ticket',
    nowhere: 'Kein Ziel hat es bekommen.',
    byRule: (number) => `Nach Regel ${number} des Deployments, wie es heute ist`,
    routedBy: (rules) => `Nach Regel ${rules.join(' und ')} des Deployments, wie es beim Verteilen war.`,
    routedByOwn: 'Nach der eigenen Funktion `decide` des Deployments.',
    routedAsSent: 'Wohin die Nachricht ging, die es ändert.',
    routedByNone: 'Beim Verteilen traf keine Regel zu.',
    said: 'Es sagt:',
    keptUntil: (when) =>
      `Von selbst wird es nicht erneut gesendet: beheben, was die Antwort nennt, dann „Noch einmal senden“. Gelöscht wird es am ${when}.`,
    deletedSince:
      'Später gelöscht. Das Archiv hält diesen Text so lange wie jeden anderen; wird noch einmal gesendet, dann ohne ihn.',
    notTold: 'Was darin steht, wird nicht mehr oder wurde nie aufbewahrt.',
    steps: {
      happened: 'geschehen',
      received: 'empfangen, geprüft und angenommen',
      routed: 'verteilt',
      sent_again: 'von jemandem erneut gesendet',
      attempt: 'Versuch',
      delivered: 'zugestellt',
      parked: 'geparkt',
      given_up: 'aufgegeben',
    },
    toNobody: 'an niemanden',
    to: 'an',
    after: (duration) => `${duration} nach dem Empfang`,
    took: (milliseconds) => `dauerte ${milliseconds} ms`,
    willTry: 'wird noch einmal versucht',
  },
  sent: {
    title: (destination) => `Was ${destination} gesandt wurde`,
    attempt: (number) => `Versuch ${number.toLocaleString('de-DE')}`,
    local:
      'Jede Anfrage, wie sie gestellt wurde, ohne Geheimnisse. Nur der lokale Lauf hält das im Speicher, das Neueste eines Ereignisses: Ein Stack bewahrt nichts davon auf.',
    rebuilt:
      'Neu erzeugt aus dem Ereignis, wie es jetzt aufbewahrt ist, mit den Einstellungen von heute: Gesendetes wird nicht aufbewahrt. Links auf Dateien fehlen, und was seither zurückgenommen oder gelöscht wurde.',
    gone: 'Nicht mehr da: Der lokale Lauf hält die neuesten Anfragen im Speicher, bis er endet oder jemand gelöscht wird. Was kein HTTP spricht, wie Mail, hält er nicht.',
    notKept:
      'Nicht aufbewahrt: Die Anfrage enthält Worte eines Kunden, und so ist ein Ort weniger zu schützen und zu löschen. Aufbewahrt sind Zeit, Dauer und Antwort jedes Versuchs und das Ticket, in dem das System zeigt, was es bekam.',
    file: (bytes) => `Kein Text: ${count(bytes, 'Byte', 'Bytes')}.`,
  },
  conversation: {
    title: 'Gespräch',
    people: 'Wer ist wer',
    says: (number) => contacts(number),
    thread: 'Der Verlauf',
    tickets: 'Tickets',
    noTickets: 'Kein Ticket ist bekannt.',
    private: 'privat',
    public: 'öffentlich',
    notKept: 'Von diesem Gespräch wird nichts mehr aufbewahrt.',
    notHere: 'In der durchsuchten Zeit fand sich von diesem Gespräch nichts.',
    searched: (when) => `Durchsucht bis zurück zu ${when}.`,
    further: 'Weiter zurück suchen',
    later: 'Auch Späteres durchsuchen',
  },
  group: {
    title: 'Was nicht durchgekommen ist',
    shown: (shown, all) =>
      shown === all ? contacts(all) : `die neuesten ${shown} von ${all.toLocaleString('de-DE')} Kontakten`,
  },
  confirm: {
    title: 'Wirklich?',
    retry: (number) => `${contacts(number)} noch einmal senden?`,
    retryHint:
      'Jeder geht noch einmal dorthin, wo er geparkt wurde, in seiner Reihenfolge; der Idempotenzschlüssel bleibt.',
    drop: (number) => `${contacts(number)} endgültig verwerfen?`,
    dropHint: 'Sie werden nie zugestellt, und ihre Worte werden entfernt. Das lässt sich nicht zurücknehmen.',
    dropQuarantined: 'Diese Sendung endgültig verwerfen?',
    replay: (destination) => `Diesen Kontakt noch einmal an ${destination} senden?`,
    replayHint:
      'Ein Empfänger, der Kennungen aufbewahrt, erkennt, was er schon hat; ein anderer hat es dann zweimal.',
    erase: (name) => `Alles löschen, was von ${name} aufbewahrt wird?`,
    eraseHint: (kept, others, files) =>
      `${count(kept, 'eigenes Ereignis', 'eigene Ereignisse')}, ${count(others, 'Ereignis', 'Ereignisse')} anderer, die diese Person nennen, ${count(files, 'Datei', 'Dateien')}. Was Ziele haben, müssen sie selbst löschen. Es lässt sich nicht zurücknehmen und dauert etwa eine Minute: die Seite offen lassen.`,
    yes: 'Ja',
    no: 'Nein, zurück',
  },
  figures: {
    perHour: 'Kontakte je Stunde, nach Plattform',
    latency: 'Von der Annahme bis zur Zustellung',
    latencyHint: 'Sekunden, bis der Kontakt zugestellt war; gezählt sind zugestellte.',
    trouble: 'Wiederholungen und Ablehnungen',
    hour: 'Stunde',
    destination: 'Ziel',
    p50: 'die Hälfte in',
    p99: '99 von 100 in',
    deliveries: 'zugestellt',
    retries: 'Versuche nach dem ersten',
    refused: 'geparkt oder aufgegeben',
    table: 'Als Tabelle',
    windows: { day: 'Ein Tag', week: 'Eine Woche' },
    none: 'In dieser Zeit kam nichts.',
    part: (number) =>
      `Es war mehr: enthalten sind nur die neuesten ${number.toLocaleString('de-DE')} Kontakte.`,
  },
  done: {
    asked: (destination) => `${destination} wurde gefragt: die Antwort steht dabei.`,
    retriedMany: (number) => `${contacts(number)} noch einmal gesendet.`,
    retriedSome: (sent, left) =>
      `${contacts(sent)} noch einmal gesendet, ${left.toLocaleString('de-DE')} nicht: noch einmal nachsehen.`,
    droppedMany: (number) => `${contacts(number)} verworfen.`,
    replayed: 'Noch einmal gesendet.',
    erased: (number) => `Gelöscht: ${count(number, 'Ereignis', 'Ereignisse')}.`,
    readOnly: 'Die Konsole darf nur lesen: mit --write starten.',
  },
  failed: 'Das war nicht zu lesen.',
  demo: {
    title: 'Demo',
    hint: 'Nur im lokalen Lauf.',
    real: (name, adapter) =>
      `${name} ist hier echt: Ereignisse gehen an ${adapter}, wie seine Einstellungen unter \`local\` sagen.`,
    stormHint: (number) => `Ein Sturm sendet das gewählte Beispiel ${number}-mal, als 25 Personen.`,
    stop: 'Anhalten',
    stopped: 'Angehalten.',
  },
}
