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
  title: { overview: 'Überblick', find: 'Einen Kontakt suchen', figures: 'Zahlen', event: 'Kontakt' },
  headline: {
    calm: 'Nichts zu tun.',
    needs: (number) => `${count(number, 'Punkt braucht', 'Punkte brauchen')} Aufmerksamkeit.`,
    nothing: 'In diesem Zeitraum ist nichts eingegangen.',
  },
  attention: {
    title: 'Braucht Aufmerksamkeit',
    calm: 'Nichts offen.',
    group: (number, destination) =>
      number === 1
        ? `1 Kontakt hat ${destination} nicht erreicht`
        : `${contacts(number)} haben ${destination} nicht erreicht`,
    atRoute: (number) => (number === 1 ? '1 Kontakt hat kein Ziel' : `${contacts(number)} haben kein Ziel`),
    stopped: (destination) => `Zustellung an ${destination} angehalten`,
    waits: (number) =>
      `${number.toLocaleString('de-DE')} in der Warteschlange, der Reihe nach; nichts geht verloren.`,
    deadLetters: (number, name) =>
      `Die Dead-Letter-Queue von ${name} enthält ${number}: siehe „Dead-letter queue“ in docs/operations.md.`,
    silent: (platform, hours) => `Von ${platform} seit ${hours} h nichts eingegangen`,
    expected: 'Erwartet',
    silentHint:
      'Bei der Plattform nachsehen, ob ihre Webhooks noch hierher kommen: „silence“ in docs/operations.md.',
    silentLook: 'Zuletzt eingegangen',
    since: 'seit',
    probe: 'Nächster Versuch',
    ask: 'Jetzt prüfen',
    answeredAt: 'Geprüft:',
    unasked: 'Noch nicht geprüft, seit diese Konsole läuft.',
    asked: (destination) => `Prüfung von ${destination}`,
    unprobed: 'Dieser Adapter kennt keine Prüfung: ein Beispiel senden und nachsehen.',
    more: (number) => `und ${number.toLocaleString('de-DE')} weitere`,
    look: 'Ansehen',
    all: (number) =>
      number === 1 ? 'Noch einmal senden' : `Alle ${number.toLocaleString('de-DE')} noch einmal senden`,
    dropAll: (number) => (number === 1 ? 'Verwerfen' : `Alle ${number.toLocaleString('de-DE')} verwerfen`),
    quarantine: (number) => `${count(number, 'Sendung wurde', 'Sendungen wurden')} nicht verstanden`,
    somebody: 'Jemand',
    noWords: 'ohne Text',
  },
  numbers: {
    title: 'Kontakte',
    since: (when) => `seit ${when}`,
    part: (number) => `gezählt sind die neuesten ${number.toLocaleString('de-DE')}`,
    accepted: 'angenommen',
    sum: 'angenommen = zugestellt + unterwegs + geparkt + nicht angefordert + aufgegeben',
    byDestination: 'Nach Zielen',
    due: 'fällig',
  },
  states: {
    delivered: 'zugestellt',
    on_the_way: 'unterwegs',
    parked: 'geparkt',
    not_asked_for: 'nicht angefordert',
    given_up: 'aufgegeben',
  },
  find: {
    label: 'Suchen',
    placeholder: 'Name, Text, Ticket, Kennung …',
    button: 'Suchen',
    when: 'Wann',
    windows: {
      hour: 'letzte Stunde',
      day: '24 Stunden',
      yesterday: 'gestern',
      week: '7 Tage',
      all: 'alles',
    },
    state: 'Status',
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
    notKept: 'Text wird nicht aufbewahrt',
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
    canonicalHint: 'Das bekommen die Ziele; ein Adapter macht daraus, was sein System erwartet.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    rawHint: 'Der Webhook im Original wird nur in Quarantäne aufbewahrt.',
    raw: 'Von der Plattform gesendet',
    rawLocal:
      'Nur der lokale Lauf hält das Original im Speicher: Ein Stack bewahrt es nur in Quarantäne auf.',
    rawGone:
      'Kein Original vorhanden: Der lokale Lauf hält die neuesten Webhooks im Speicher, bis er endet oder jemand gelöscht wird. Abgeholte Mails kommen ohne Webhook.',
    deliveries: 'Wohin es ging',
    conversation: 'Das ganze Gespräch',
    again: 'Noch einmal senden',
    erase: 'Daten dieser Person löschen …',
    ticket: 'Ticket',
    nowhere: 'An kein Ziel gesendet.',
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
    notTold: 'Der Text wird nicht mehr aufbewahrt oder wurde es nie.',
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
    toNobody: 'an kein Ziel',
    to: 'an',
    after: (duration) => `${duration} nach dem Empfang`,
    took: (milliseconds) => `dauerte ${milliseconds} ms`,
    willTry: 'wird noch einmal versucht',
  },
  sent: {
    title: (destination) => `An ${destination} gesendet`,
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
    notHere: 'Im durchsuchten Zeitraum gibt es nichts von diesem Gespräch.',
    searched: (when) => `Durchsucht bis zurück zu ${when}.`,
    further: 'Weiter zurück suchen',
    later: 'Auch Späteres durchsuchen',
  },
  group: {
    title: 'Nicht zugestellt',
    shown: (from, to, all) =>
      from === 1 && to === all
        ? contacts(all)
        : `${from.toLocaleString('de-DE')} bis ${to.toLocaleString('de-DE')} von ${contacts(all)}, neueste zuerst`,
    newer: 'Neuere',
    older: 'Ältere',
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
    none: 'In diesem Zeitraum ist nichts eingegangen.',
    part: (number) =>
      `Es war mehr: enthalten sind nur die neuesten ${number.toLocaleString('de-DE')} Kontakte.`,
  },
  done: {
    asked: (destination) => `${destination} wurde geprüft: Das Ergebnis steht dabei.`,
    retriedMany: (number) => `${contacts(number)} noch einmal gesendet.`,
    retriedSome: (sent, left) =>
      `${contacts(sent)} noch einmal gesendet, ${left.toLocaleString('de-DE')} nicht: noch einmal nachsehen.`,
    droppedMany: (number) => `${contacts(number)} verworfen.`,
    replayed: 'Noch einmal gesendet.',
    erased: (number) => `Gelöscht: ${count(number, 'Ereignis', 'Ereignisse')}.`,
    readOnly: 'Die Konsole darf nur lesen: mit --write starten.',
  },
  failed: 'Das ließ sich nicht lesen.',
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
