import type { LanguageRow } from '../mail-language.ts'

/** Norwegian. */
export const nb: LanguageRow = {
  code: 'nb',
  from: 'fra | avsender',
  sent: 'sendt',
  date: 'dato',
  to: 'til',
  cc: 'kopi | cc',
  subject: 'emne',
  openings: 'Den | På',
  dateWords: 'kl | klokken | den',
  verbs: 'skrev | skrev følgende | har skrevet | skriver',
  quoting: 'Sitat av | Siterer | Sitat fra',
  pronouns: 'jeg | meg | vi | oss | dere | deres | din | min | vår | han | hun | som | du',
  separators: 'Opprinnelig melding | Original melding | Opprinnelig e-post | Originalmelding',
  forwards:
    'Videresendt melding | Videresendt e-post | Videresendt av … | Start på videresendt melding | Begynnelse på videresendt melding',
  replyPrefixes: 'SV',
  forwardPrefixes: 'VS | Videresend | Videresendt',
  sentFrom: 'Sendt fra min … | Sendt fra … | Sendt med … | Skaff deg Outlook for … | Hent Outlook for …',
  greetings: 'hei | god dag | god morgen | kjære',
  answersBelow:
    'nedenfor | under her | i rødt | med rødt | i blått | i grønt | i teksten | mellom linjene | med blått | med grønt | i gult | med gult | i fet skrift | kursiv | markert | uthevet | se under',
  outOfOffice:
    'automatisk svar | autosvar | automatisk besvarelse | fraværsmelding | fraværsassistent | ikke på kontoret | ute av kontoret | ikke til stede',
  outOfOfficeWords: 'fraværende | borte | på ferie | fravær',
  isAway: 'er ikke på kontoret | er ikke til stede | er på ferie',
  absence:
    'ikke på kontoret | på ferie | jeg har ferie | jeg er bortreist | jeg er borte | ute av kontoret | er tilbake | er jeg tilbake | tilbake på kontoret | tilbake den | takk for din | takk for e-posten | automatisk melding | ved hastesaker | ikke til stede',
}
