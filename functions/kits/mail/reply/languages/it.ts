import type { LanguageRow } from '../mail-language.ts'

/** Italian. */
export const it: LanguageRow = {
  code: 'it',
  from: 'da | mittente',
  sent: 'inviato | inviato il | inviata',
  date: 'data',
  to: 'a | destinatario',
  cc: 'cc | ccn | per conoscenza',
  subject: 'oggetto',
  openings: 'Il giorno | Il | In data',
  dateWords: 'alle | ore | il | giorno',
  verbs: 'ha scritto | scrisse | scrive | ha scritto quanto segue',
  quoting: 'Citando | Quoto',
  pronouns:
    'io | mi | me | noi | ci | voi | vi | vostro | vostra | suo | sua | mio | mia | nostro | nostra | che | tuo',
  separators: 'Messaggio originale | Messaggio originario | Mail originale | Original Message',
  forwards:
    'Messaggio inoltrato | Inoltrato da … | Inizio messaggio inoltrato | Inizio del messaggio inoltrato',
  replyPrefixes: 'R | RIF | Ris | Risposta',
  forwardPrefixes: 'I | Inoltro | Inoltrato',
  sentFrom:
    'Inviato dal mio … | Inviato da … | Inviato con … | Scarica Outlook per … | Ottieni Outlook per …',
  greetings: 'ciao | salve | buongiorno | buonasera | gentile | gentili | egregio | egregi | spettabile',
  answersBelow:
    'qui sotto | di seguito | in basso | sotto | in rosso | in blu | in verde | in grassetto | nel testo | qui di seguito | in giallo | in arancione | in viola | in corsivo | evidenziato | evidenziate | in maiuscolo',
  outOfOffice:
    'risposta automatica | risposta automatica di assenza | messaggio automatico di assenza | fuori ufficio | fuori sede | assente dall’ufficio | messaggio di assenza',
  outOfOfficeWords: 'assente | assenza | in ferie',
  isAway: 'è fuori ufficio | è assente | è fuori sede',
  absence:
    'sono fuori ufficio | sono fuori sede | sono assente | sarò assente | sarò fuori | sono in ferie | in ferie fino | mio rientro | rientrerò | sarò di ritorno | grazie per la sua | grazie per il suo | grazie per il tuo | messaggio automatico | per urgenze | in caso di urgenza | non sono in ufficio',
}
