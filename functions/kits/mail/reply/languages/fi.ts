import type { LanguageRow } from '../mail-language.ts'

/** Finnish. */
export const fi: LanguageRow = {
  code: 'fi',
  from: 'lähettäjä',
  sent: 'lähetetty',
  date: 'päivämäärä | päiväys | pvm',
  to: 'vastaanottaja | kenelle',
  cc: 'kopio | cc',
  subject: 'aihe | otsikko',
  openings: '',
  dateWords: 'klo | kello',
  verbs: 'kirjoitti | kirjoitti seuraavaa | on kirjoittanut | kirjoittaa',
  quoting: 'Lainaus | Lainaa | Lainataan',
  pronouns: 'minä | minulle | me | meille | te | teidän | teille | minun | meidän | hän | joka | että | sinä',
  separators: 'Alkuperäinen viesti | Alkuperäinen sähköposti | Alkuperäinen sanoma',
  forwards:
    'Välitetty viesti | Välitetty viesti / Fwd.Msg | Edelleenlähetetty viesti | Välitetty viesti alkaa | Välittänyt …',
  replyPrefixes: 'Vast',
  forwardPrefixes: 'VL | Välitys',
  sentFrom:
    'Lähetetty … iPhonesta | Lähetetty … iPadista | Lähetetty laitteesta … | Lähetetty … puhelimesta | Lähetetty Outlookin … | Hanki Outlook …',
  greetings: 'hei | moi | terve | hyvää päivää | hyvää huomenta | hyvä | arvoisa',
  answersBelow:
    'alla | alempana | punaisella | sinisellä | vihreällä | lihavoituna | tekstin seassa | tekstin joukossa | alla olevassa | keltaisella | oranssilla | violetilla | kursiivilla | korostettu | tekstissä',
  outOfOffice:
    'automaattinen vastaus | automaattivastaus | poissaoloviesti | poissaoloilmoitus | poissa toimistosta | ei toimistossa',
  outOfOfficeWords: 'poissa | poissaolo | lomalla',
  isAway: 'on poissa toimistosta | ei ole toimistossa | on lomalla',
  absence:
    'olen poissa | olen lomalla | vuosilomalla | en ole toimistossa | poissa toimistolta | poissa toimistosta | palaan | takaisin töissä | kiitos viestistä | automaattinen viesti | kiireellisissä',
}
