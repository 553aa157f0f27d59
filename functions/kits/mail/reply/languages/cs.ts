import type { LanguageRow } from '../mail-language.ts'

/** Czech. */
export const cs: LanguageRow = {
  code: 'cs',
  from: 'od | odesílatel',
  sent: 'odesláno | odesláno dne',
  date: 'datum',
  to: 'komu | pro',
  cc: 'kopie | cc | skrytá kopie',
  subject: 'předmět',
  openings: 'Dne | V',
  dateWords: 'v | ve | dne | hod | hodin | odesílatel | uživatel',
  verbs: 'napsal | napsala | napsal(a) | napsal/a | píše | napsali',
  quoting: 'Citace | Citát od | Cituji',
  pronouns:
    'já | mi | mně | mě | my | nám | nás | vám | váš | vaše | můj | moje | náš | naše | který | která | ty',
  separators: 'Původní zpráva | Původní e-mail | Původní email | Originální zpráva | Původní mail',
  forwards:
    'Přeposlaná zpráva | Přeposlaný e-mail | Předaná zpráva | Začátek přeposílané zprávy | Začátek přeposlané zprávy | Přeposlal …',
  replyPrefixes: 'Odp | Odpověď',
  forwardPrefixes: 'Přep | Přeposlaná zpráva | Předáno | PŘ',
  sentFrom:
    'Odesláno z mého … | Odesláno z … | Odesláno ze … | Odesláno pomocí … | Získat Outlook pro … | Získejte Outlook pro …',
  greetings: 'dobrý den | ahoj | dobré ráno | vážený | vážená | vážení | milý | milá',
  answersBelow:
    'níže | dole | červeně | modře | zeleně | tučně | v textu | mezi řádky | pod textem | žlutě | oranžově | fialově | kurzívou | zvýrazněno | zvýrazněné | do textu',
  outOfOffice:
    'automatická odpověď | automaticka odpoved | mimo kancelář | nepřítomnost v kanceláři | oznámení o nepřítomnosti | zpráva o nepřítomnosti',
  outOfOfficeWords: 'nepřítomnost | nepřítomen | dovolená | nejsem v kanceláři',
  isAway: 'je mimo kancelář | není v kanceláři',
  absence:
    'jsem mimo | nejsem v kanceláři | na dovolené | mám dovolenou | nebudu v kanceláři | budu zpět | vrátím se | zpět v kanceláři | nepřítomna do | nepřítomen do | děkuji za | děkujeme za | automatická zpráva | v naléhavých',
}
