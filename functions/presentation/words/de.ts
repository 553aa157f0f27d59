import type { Surface } from '../../../schemas/contact-event.ts'
import type { Thing, Told, Words } from './words.ts'

const surfaces: Record<Surface, string> = {
  post: 'Beitrag',
  comment: 'Kommentar',
  review: 'Bewertung',
  direct_message: 'Direktnachricht',
  email: 'E-Mail',
  sms: 'SMS',
  call: 'Anruf',
  letter: 'Brief',
}
const feminine = new Set<Surface>(['review', 'direct_message', 'email', 'sms'])
/** Channels of their own: neither on a platform nor ever public. */
const channels = new Set<Surface>(['email', 'sms', 'call', 'letter'])
const adjectives = { public: 'öffentlich', private: 'privat' } as const

const by = ({ who }: Told) => (who === undefined ? '' : ` von ${who}`)
const about = (lead: string) => (told: Told) => `${lead}: ${told.thing}${by(told)}`
const person = (lead: string) => (told: Told) => `${lead}${by(told)} (${told.platform})`

/** What a contact is called in German. */
export const de: Words = {
  locale: 'de-DE',
  time: {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
  mail: 'E-Mail',
  surfaces,
  attachmentTypes: new Map([
    ['image', 'Bild'],
    ['photo', 'Bild'],
    ['video', 'Video'],
    ['animated_gif', 'Animation'],
    ['audio', 'Audio'],
    ['file', 'Datei'],
    ['application', 'Datei'],
    ['text', 'Textdatei'],
    ['message', 'weitergeleitete E-Mail'],
    ['sticker', 'Sticker'],
    ['location', 'Standort'],
    ['fallback', 'geteilter Inhalt'],
    ['share', 'geteilter Inhalt'],
    ['story_mention', 'Erwähnung in einer Story'],
    ['reel', 'Reel'],
    ['ig_reel', 'Reel'],
    ['template', 'Karte mit Knöpfen'],
    ['product', 'Produkt'],
    ['poll', 'Umfrage'],
    ['order', 'Warenkorb'],
    ['feedback', 'Antworten auf eine Umfrage'],
    ['form', 'Formular'],
    ['payment', 'Zahlung'],
    ['unsupported', 'nicht unterstützter Inhalt'],
  ]),
  reactions: new Map([
    ['like', 'Gefällt mir'],
    ['love', 'Love'],
    ['care', 'Umarmung'],
    ['haha', 'Haha'],
    ['wow', 'Wow'],
    ['sad', 'Traurig'],
    ['sorry', 'Traurig'],
    ['angry', 'Wütend'],
    ['anger', 'Wütend'],
    ['repost', 'Repost'],
  ]),
  windows: new Map([
    ['standard messaging window', 'übliches Antwortfenster'],
    ['HUMAN_AGENT tag: a person answers', 'danach nur noch von Hand, mit dem Kennzeichen HUMAN_AGENT'],
  ]),
  failures: new Map([
    ['1', 'Adresse unbekannt oder falsch'],
    ['2', 'Postfach voll oder gesperrt'],
    ['3', 'Störung beim Mailserver des Empfängers'],
    ['4', 'Mailserver des Empfängers nicht erreichbar'],
    ['5', 'Mailserver haben sich nicht verstanden'],
    ['6', 'Inhalt nicht angenommen'],
    ['7', 'aus Sicherheitsgründen abgewiesen'],
  ]),
  sendingAgain: (permanent) =>
    permanent ? 'hilft nicht: erst muss sich etwas ändern' : 'kann später gelingen',
  reasons: new Map([
    [
      'the platform does not hand this kind of message over',
      'diese Art Nachricht gibt die Plattform nicht weiter',
    ],
    ['the notification carries nothing of it', 'die Meldung enthält nichts davon'],
    ['the notification describes it in a form that is not known', 'in unbekannter Form'],
    ['the notification carries no web address', 'ohne Adresse'],
    ['of a kind that is not known here', 'von unbekannter Art'],
    ['the payload describes it in an unknown shape', 'in unbekannter Form'],
    ['the payload gives no address', 'ohne Adresse'],
    ['a poll is shown by X only', 'Umfragen zeigt nur X'],
    ['its address leads elsewhere than to the platform', 'die Adresse führt woandershin'],
    ['the platform has it no longer', 'die Plattform hat es nicht mehr'],
    ['the platform does not hand it out', 'die Plattform gibt es nicht heraus'],
    ['the platform did not hand it out in time', 'die Plattform hat es nicht rechtzeitig herausgegeben'],
    ['it came empty', 'leer'],
    ['it is larger than files may be here', 'zu groß'],
    ['it came packed in a way that is not unpacked here', 'in einer Form, die hier nicht gelesen wird'],
    ['what came is not of the kind that it was said to be', 'nicht von der angegebenen Art'],
    ['malware was found in it', 'Schadsoftware'],
    ['it could not be scanned for malware', 'ließ sich nicht auf Schadsoftware prüfen'],
    ['it was not scanned for malware in time', 'wurde nicht rechtzeitig auf Schadsoftware geprüft'],
    ['files of this platform are not fetched', 'Dateien dieser Plattform werden nicht geholt'],
    [
      'the platform does not hand out what was entered: fetch it by the form',
      'die Plattform gibt das Eingetragene nicht weiter: über das Formular abrufen',
    ],
  ]),
  facts: {
    subject: 'Betreff',
    from: 'Von',
    handle: 'Benutzername',
    email: 'E-Mail',
    phone: 'Telefon',
    profile: 'Profil',
    account: 'Konto',
    to: 'An',
    copy: 'Kopie an',
    time: 'Zeit',
    received: 'Eingegangen',
    original: 'Original',
    reply: 'Antworten',
    replyUntil: 'Antworten bis',
    rating: 'Bewertung',
    chosen: 'Gewählt',
    cameBy: 'Kam über',
    link: 'Link',
    language: 'Sprache',
    reaction: 'Reaktion',
    recipient: 'Empfänger',
    upTo: 'Alles bis',
    failure: 'Grund',
    diagnostic: 'Meldung des Mailservers',
    sendingAgain: 'Noch einmal senden',
    owner: 'Jetzt zuständige App',
    previousOwner: 'Bisher zuständige App',
    requestedOwner: 'App, die übernehmen will',
    topic: 'Thema',
  },
  thing({ platform, surface, visibility }: Thing) {
    if (channels.has(surface)) return surfaces[surface]
    const ending = feminine.has(surface) ? 'e' : 'er'
    return `${adjectives[visibility]}${ending} ${surfaces[surface]} auf ${platform}`
  },
  shortThing: ({ platform, surface, visibility }) =>
    channels.has(surface)
      ? surfaces[surface]
      : `${platform}-${surfaces[surface]} (${adjectives[visibility]})`,
  kinds: {
    'message.created': (told) => {
      if (told.direction === 'outbound') return `Vom Unternehmen: ${told.thing}${by(told)}`
      if (told.direction === 'community') return `Unter Kunden: ${told.thing}${by(told)}`
      return `${told.thing}${by(told)}`
    },
    'message.edited': about('Bearbeitet'),
    'message.deleted': about('Gelöscht'),
    'message.hidden': about('Verborgen'),
    'message.unhidden': about('Wieder sichtbar'),
    'message.attachments_changed': about('Anhänge geändert'),
    'reaction.added': (told) =>
      `Reaktion${told.reaction === undefined ? '' : ` „${told.reaction}“`}${by(told)}: ${told.thing}`,
    'reaction.removed': (told) =>
      `Reaktion${told.reaction === undefined ? '' : ` „${told.reaction}“`} zurückgenommen${by(told)}: ${told.thing}`,
    'receipt.delivered': (told) =>
      `Zugestellt: ${told.thing}${told.recipient === undefined ? '' : ` an ${told.recipient}`}`,
    'receipt.read': (told) => `Gelesen${by(told)}: ${told.thing}`,
    'receipt.failed': (told) =>
      `Nicht zustellbar: ${told.thing}${told.recipient === undefined ? '' : ` an ${told.recipient}`}`,
    'conversation.started': person('Gespräch begonnen'),
    'conversation.owner_changed': (told) => `Zuständigkeit einer App geändert: ${told.thing}`,
    'contact.identity_changed': person('Kennung geändert'),
    'contact.consent_changed': (told) => {
      const did = { true: 'erteilt', false: 'widerrufen', undefined: 'geändert' }[`${told.granted}`]
      return person(`Einwilligung ${did}`)(told)
    },
    'contact.erasure_requested': person('Bitte um Löschung der Daten'),
  },
  nameless: (role, id) => {
    const word = { customer: 'Person', company: 'Unternehmen', platform: 'Plattform', app: 'App' }[role]
    return id === undefined ? word : `${word} ${id}`
  },
  by: (name, medium) => `${name} über ${medium}`,
  stars: (value, scale) =>
    scale === undefined ? `${number(value)}` : `${number(value)} von ${number(scale)} Sternen`,
  recommends: (recommended) =>
    recommended ? 'empfiehlt das Unternehmen' : 'empfiehlt das Unternehmen nicht',
  verified: 'verifiziert',
  followers: (count) => `${number(count)} Follower`,
  onlyPublic: 'nur öffentlich',
  private: 'privat',
  atMost: (characters) => `höchstens ${number(characters)} Zeichen`,
  atThe: (source, time) =>
    `${time} (${source === 'received' ? 'Zeitpunkt des Eingangs' : 'Zeitpunkt der Meldung'})`,
  actions: { postback: 'Knopf', quick_reply: 'Schnellantwort' },
  advertisement: 'Anzeige',
  product: 'Produkt',
  withheld: {
    deleted: () => 'Schon gelöscht, bevor es hier ankam: der Wortlaut wird nicht weitergegeben.',
    edited: () => 'Schon bearbeitet, bevor es hier ankam: es gilt die neue Fassung.',
    erased: () => 'Die Person hat die Löschung ihrer Daten verlangt: der Wortlaut wird nicht weitergegeben.',
    encrypted: (platform) =>
      `Durchgehend verschlüsselt: nur in der App von ${platform} zu lesen und zu beantworten.`,
    platform: (platform) => `${platform} gibt den Inhalt nicht weiter: bitte dort ansehen.`,
  },
  automated: {
    auto_reply: 'Automatische Antwort, etwa eine Abwesenheitsnotiz: niemand erwartet eine Antwort.',
    bounce: 'Unzustellbarkeitsmeldung eines Mailservers.',
    disposition_notification: 'Automatische Lesebestätigung.',
    feedback_report: 'Beschwerde: der Empfänger hat eine E-Mail als Spam gemeldet.',
    list: 'Über eine Mailingliste verteilt.',
    bulk: 'Massensendung.',
    system: 'Von einem System verschickt, nicht von einem Menschen geschrieben.',
    app: 'Von einer App verschickt, nicht von einem Menschen geschrieben.',
  },
  changes: {
    edited: (side) => `Bearbeitet${agent(side)}: es gilt der Wortlaut unten, nicht der frühere.`,
    deleted: (side) => `Gelöscht${agent(side)}: den früheren Wortlaut bitte nicht mehr verwenden.`,
    hidden: (side) => `Verborgen${agent(side)}: andere sehen es nicht mehr.`,
    unhidden: (side) => `Wieder sichtbar gemacht${agent(side)}.`,
  },
  notices: {
    test: 'Probe: vom Testknopf der Plattform, kein echter Kunde.',
    ownWords: 'Vom Unternehmen geschrieben, nicht von einem Kunden: hier ist nichts zu beantworten.',
    writtenWith: (app) => `Geschrieben mit: ${app}.`,
    community: 'An einen anderen Kunden gerichtet, nicht an das Unternehmen: zur Kenntnis.',
    mention: 'Das Unternehmen wird erwähnt, nicht angesprochen.',
    about: 'Fund einer Suche: spricht über das Unternehmen, nicht mit ihm.',
    standby: 'Zur Kenntnis: eine andere App führt dieses Gespräch.',
    late: 'Verspätet: in diesem Gespräch ist schon Neueres da.',
    withdrawn: 'Niemand hatte geantwortet: hier ist nichts mehr zu tun.',
    noWords: 'Ohne Text.',
    attachmentsChanged: 'Die Anhänge wurden geändert: es gelten die hier genannten.',
    quotes: 'Teilt oder zitiert einen anderen Beitrag.',
    guessedThread: 'Nur nach dem Betreff zugeordnet: gehört vielleicht zu einem anderen Gespräch.',
    virus: 'Vorsicht: in dieser E-Mail wurde ein Virus gefunden. Anhänge nicht öffnen.',
    spam: 'Der Mailserver hält diese E-Mail für Spam.',
    doubtfulSender: (verdicts) =>
      `Vorsicht: der Absender ist nicht bestätigt und kann gefälscht sein (${verdicts}).`,
    notReached: 'Diese Nachricht hat den Empfänger nicht erreicht.',
    erasure:
      'Die Person verlangt die Löschung ihrer Daten: binnen eines Monats zu beantworten (DSGVO, Artikel 12 und 17).',
    identity: 'Die Person hat jetzt eine andere Kennung: bitte die Kundendaten zusammenführen.',
  },
  sections: { message: 'Nachricht', quoted: 'Früherer Text', signature: 'Signatur' },
  files: {
    title: (count) => (count === 1 ? 'Anhang' : `${count} Anhänge`),
    tooLarge: 'zu groß für dieses System',
    tooMany: 'zu viele für dieses System',
    open: 'hier öffnen',
    gone: 'nicht mehr vorhanden',
    fetching: (platform) => `wird von ${platform} geholt`,
    scanning: 'wird auf Schadsoftware geprüft',
    expires: (platform) => `liegt bei ${platform}, die Adresse kann ablaufen`,
    unavailable: (platform) => `von ${platform} nicht mitgegeben: im Original ansehen`,
    rejected: 'nicht angenommen',
    see: 'im Original ansehen',
    empty: 'leere Datei',
    refused: 'von diesem System nicht angenommen',
    wholeText: 'Nachricht.txt',
  },
  shortened: ' … [gekürzt]',
  shortenedToFile: ' … [gekürzt, der ganze Text steht in der Datei]',
}

function number(value: number): string {
  return value.toLocaleString('de-DE')
}

function agent(side: 'customer' | 'company' | 'platform' | 'app' | undefined): string {
  if (side === undefined) return ''
  return {
    customer: ' vom Verfasser',
    company: ' vom Unternehmen',
    platform: ' von der Plattform',
    app: ' von einer App',
  }[side]
}
