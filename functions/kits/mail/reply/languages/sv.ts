import type { LanguageRow } from '../mail-language.ts'

/** Swedish. */
export const sv: LanguageRow = {
  code: 'sv',
  from: 'från | avsändare',
  sent: 'skickat | skickades',
  date: 'datum',
  to: 'till',
  cc: 'kopia | cc',
  subject: 'ämne',
  openings: 'Den | På | D.',
  dateWords: 'kl | klockan | den | vid | följande',
  verbs: 'skrev | skrev följande | har skrivit | skriver',
  quoting: 'Citerar | Citat av | Citat från',
  pronouns: 'jag | mig | vi | oss | ni | er | din | ert | min | vår | han | hon | som | du',
  separators:
    'Ursprungligt meddelande | Originalmeddelande | Ursprungligt mejl | Ursprungligt mail | Original meddelande',
  forwards:
    'Vidarebefordrat meddelande | Vidarebefordrat mejl | Vidarebefordrat brev | Vidarebefordrat av … | Börja vidarebefordrat meddelande',
  replyPrefixes: 'SV',
  forwardPrefixes: 'VB | Vidarebefordrat',
  sentFrom:
    'Skickat från min … | Skickat från … | Skickat med … | Hämta Outlook för … | Skaffa Outlook för …',
  greetings: 'hej | hejsan | god morgon | bästa | bäste | kära | käre',
  answersBelow:
    'nedan | här under | i rött | med rött | i blått | i grönt | i fetstil | i texten | mellan raderna | nedanför | i gult | med blått | med grönt | i fet stil | kursivt | markerat | i versaler',
  outOfOffice:
    'automatiskt svar | autosvar | frånvaromeddelande | frånvarobesked | frånvarohanteraren | ej på kontoret | inte på kontoret',
  outOfOfficeWords: 'frånvarande | frånvaro | på semester',
  isAway: 'är inte på kontoret | är frånvarande | är ej på kontoret',
  absence:
    'inte på kontoret | ej på kontoret | jag är frånvarande | på semester | jag har semester | jag är borta | jag är ledig | är tillbaka | är jag tillbaka | tillbaka den | tillbaka på kontoret | tack för ditt | tack för ert | automatiskt meddelande | vid brådskande',
}
