import type { LanguageRow } from '../mail-language.ts'

/** German. */
export const de: LanguageRow = {
  code: 'de',
  from: 'von | absender',
  sent: 'gesendet | gesendet am',
  date: 'datum',
  to: 'an | empfänger',
  cc: 'kopie | kopie (cc)',
  subject: 'betreff',
  openings: 'Am',
  dateWords: 'um | uhr | am | den | vom | mez | mesz | dem',
  verbs:
    'schrieb | schrieb folgendes | hat … geschrieben | hat folgendes geschrieben | folgendes geschrieben | geschrieben',
  quoting: 'Zitat von',
  pronouns:
    'ich | mir | mich | wir | uns | ihr | ihre | ihrer | ihnen | sie | er | euer | eure | dein | deine | du | mein | meine | unser | unsere | man | jemand',
  separators:
    'Ursprüngliche Nachricht | Ursprüngliche Mail | Ursprüngliche E-Mail | Ursprüngliche Mitteilung | Ursprünglicher Termin | Originalnachricht | Original Nachricht | Original-Nachricht | Originalmail | Original Mitteilung | Antwort Nachricht',
  forwards:
    'Weitergeleitete Nachricht | Weitergeleitete E-Mail | Weitergeleitet von … | Anfang der weitergeleiteten Nachricht | Anfang der weitergeleiteten E-Mail',
  replyPrefixes: 'AW | Antw | Antwort',
  forwardPrefixes: 'WG | Wtr | Weitergeleitet',
  sentFrom:
    'Von meinem … gesendet | Von meiner … gesendet | Von meinem/meiner … gesendet | Gesendet von meinem … | Gesendet von meiner … | Gesendet von Mail … | Gesendet von Outlook … | Gesendet von Yahoo … | Gesendet mit der … App | Gesendet mit Proton Mail … | Mit Proton Mail gesendet | Mit der … App gesendet | Mit … Mail gesendet | Diese Nachricht wurde von meinem … gesendet | Holen Sie sich Outlook … | Outlook für iOS … | Outlook für Android … | Outlook für Mac …',
  greetings:
    'hallo | guten tag | guten morgen | guten abend | sehr geehrte | sehr geehrter | sehr geehrtes | liebe | lieber | liebes | moin | servus | grüß gott | grüezi',
  answersBelow:
    'unten | nachstehend | im text | in der mail | dazwischen | inline | s.u | s. u | in rot | rot markiert | in blau | in grün | in fett | farbig | direkt hinter | hinter den fragen | hinter ihren fragen | untenstehend | steht darunter | stehen darunter | in gelb | gelb markiert | gelb hinterlegt | in orange | in lila | in violett | fett markiert | fett gedruckt | farblich | kursiv | markiert | hervorgehoben | in großbuchstaben | direkt in ihrer mail | direkt in ihre mail | direkt in ihrer e-mail | direkt in ihre e-mail | direkt in deiner mail | direkt in deine mail | in ihre mail geschrieben',
  outOfOffice:
    'automatische antwort | automatisch generierte antwort | automatische e-mail-antwort | automatische abwesenheitsnotiz | automatische abwesenheitsnachricht | automatische abwesenheitsmeldung | autoantwort | auto-antwort | autom. antwort | abwesenheitsnotiz | abwesenheitsnachricht | abwesenheitsmeldung | abwesenheitsassistent | abwesenheitsbenachrichtigung | abwesenheit | urlaubsbenachrichtigung',
  outOfOfficeWords:
    'abwesend | im urlaub | nicht im büro | nicht im haus | ich bin derzeit nicht im büro | ich bin nicht im büro | ich bin nicht im haus | urlaub',
  isAway: 'ist außer haus | ist nicht im büro | ist im urlaub | ist abwesend',
  absence:
    'nicht im büro | nicht im haus | außer haus | ausser haus | bin abwesend | ich abwesend | abwesend bis | bin im urlaub | mich im urlaub | im urlaub bis | wieder erreichbar | wieder da | wieder im büro | wieder im haus | wieder für sie | wieder zurück | zurück am | zurück sein | ich kehre | ich bin bis | bin ich bis | ich bin vom | ich bin ab | ich bin derzeit | bin derzeit nicht | bin ich nicht | nicht erreichbar | nicht zu erreichen | ich bin zur zeit | ich bin zurzeit | keinen zugriff | nicht weitergeleitet | nicht gelesen | nicht bearbeitet | in dringenden fällen | dringenden angelegenheiten | meine vertretung | dank für ihre nachricht | dank für ihre e-mail | dank für ihre mail | dank für deine | danke für ihre | automatisch generiert | automatisch erstellt | automatisch erzeugt | automatische nachricht | nicht da',
}
