import type { LanguageRow } from '../mail-language.ts'

/** Danish. */
export const da: LanguageRow = {
  code: 'da',
  from: 'fra | afsender',
  sent: 'sendt | sendt den',
  date: 'dato',
  to: 'til',
  cc: 'cc | kopi',
  subject: 'emne',
  openings: 'Den | På | D.',
  dateWords: 'kl | klokken | den | d',
  verbs: 'skrev | skrev følgende | har skrevet | skriver',
  quoting: 'Citat af | Citerer | Citat fra',
  pronouns: 'jeg | mig | vi | os | i | jer | jeres | din | min | vores | han | hun | som | du',
  separators:
    'Oprindelig meddelelse | Oprindelig besked | Oprindelig mail | Original meddelelse | Original besked',
  forwards:
    'Videresendt meddelelse | Videresendt besked | Videresendt mail | Videresendt af … | Start på videresendt besked | Begyndelse på videresendt besked',
  replyPrefixes: 'SV',
  forwardPrefixes: 'VS | Videresendt',
  sentFrom: 'Sendt fra min … | Sendt fra … | Sendt med … | Hent Outlook til … | Få Outlook til …',
  greetings: 'hej | goddag | godmorgen | kære',
  answersBelow:
    'nedenfor | herunder | nedenunder | med rødt | i rødt | med blåt | med grønt | med fed | i teksten | mellem linjerne | nedenstående | i blåt | i grønt | i gult | med gult | med kursiv | markeret | i versaler',
  outOfOffice:
    'automatisk svar | autosvar | automatisk besvarelse | fraværsbesked | fraværsmeddelelse | ikke til stede | ikke på kontoret | ude af kontoret',
  outOfOfficeWords: 'fraværende | fravær | på ferie',
  isAway: 'er ikke på kontoret | er ikke til stede | er på ferie',
  absence:
    'ikke på kontoret | på ferie | jeg holder ferie | jeg har ferie | jeg er fraværende | ikke til stede | er tilbage | er jeg tilbage | tilbage på kontoret | tilbage den | tak for din | tak for deres | automatisk besked | i hastetilfælde',
}
