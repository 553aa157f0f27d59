import type { LanguageRow } from '../mail-language.ts'

/** Hungarian. */
export const hu: LanguageRow = {
  code: 'hu',
  from: 'feladó | küldő',
  sent: 'elküldve | küldve | küldés ideje | elküldés időpontja',
  date: 'dátum',
  to: 'címzett | címzettek',
  cc: 'másolatot kap | másolat | cc',
  subject: 'tárgy',
  openings: '',
  dateWords: 'időpont | időpontban | keltezéssel | v | dátummal | órakor | kor',
  verbs: 'ezt írta | írta | a következőt írta | ezt írta a levélben',
  quoting: 'Idézet | Idézve',
  pronouns: 'én | nekem | mi | nekünk | önök | ön | az | kollégája | amit | aki | te | hogy',
  separators: 'Eredeti üzenet | Eredeti levél | Eredeti e-mail',
  forwards:
    'Továbbított üzenet | Továbbított levél | Továbbított levél kezdete | Továbbított üzenet kezdete | Továbbította …',
  replyPrefixes: 'Vá | Válasz',
  forwardPrefixes: 'Továb | Tovább | Továbbítás',
  sentFrom:
    'Elküldve az … iPhone-omról | Elküldve az … készülékemről | Elküldve a következőből … | Küldve … készülékről | Az Outlook beszerzése … | Az iPhone-omról küldve',
  greetings: 'kedves | tisztelt | jó napot | üdvözlöm | szia | helló',
  answersBelow:
    'alább | lentebb | lejjebb | alul | pirossal | kékkel | zölddel | félkövérrel | a szövegben | sorok között | sárgával | narancssárgával | lilával | dőlt betűvel | kiemelve | a szövegbe | nagybetűvel | lásd lent | lent válaszolok',
  outOfOffice:
    'automatikus válasz | automatikus valasz | automatikus üzenet | házon kívül | irodán kívül | távollét | távolléti üzenet | távolléti értesítés',
  outOfOfficeWords: 'szabadságon | szabadság | nem vagyok az irodában',
  isAway: 'házon kívül van | nincs az irodában',
  absence:
    'nem vagyok az irodában | szabadságon vagyok | házon kívül vagyok | nem vagyok elérhető | távol vagyok | irodán kívül vagyok | leszek elérhető | vissza az irodába | visszatérek | köszönöm levelét | köszönöm az üzenet | köszönöm üzenetét | automatikus üzenet | sürgős esetben',
}
