import type { LanguageRow } from '../mail-language.ts'

/** Dutch. */
export const nl: LanguageRow = {
  code: 'nl',
  from: 'van | afzender',
  sent: 'verzonden | verstuurd | verzonden op',
  date: 'datum',
  to: 'aan',
  cc: 'cc | kopie',
  subject: 'onderwerp',
  openings: 'Op',
  dateWords: 'om | op | uur',
  verbs:
    'schreef | heeft … geschreven | heeft … het volgende geschreven | het volgende geschreven | schreef het volgende | geschreven',
  quoting: 'Citeren van | Quoting | Citaat van',
  pronouns:
    'ik | mij | me | wij | we | ons | onze | uw | u | jullie | jouw | je | mijn | hij | zij | die | een',
  separators:
    'Oorspronkelijk bericht | Origineel bericht | Originele bericht | Oorspronkelijke bericht | Oorspronkelijke e-mail',
  forwards: 'Doorgestuurd bericht | Doorgestuurd door … | Begin doorgestuurd bericht',
  replyPrefixes: 'Antw | Antwoord',
  forwardPrefixes: 'Doorst | Doorgestuurd',
  sentFrom:
    'Verzonden vanaf mijn … | Verstuurd vanaf mijn … | Verzonden met … | Verzonden vanuit … | Verzonden via … | Outlook voor iOS … | Outlook voor Android … | Outlook downloaden voor …',
  greetings: 'hallo | hoi | beste | geachte | dag | goedemorgen | goedemiddag | goedenavond',
  answersBelow:
    'hieronder | onderstaand | onderaan | in het rood | in rood | in het blauw | in blauw | in de tekst | tussen de regels | hier onder | in het groen | in groen | in het geel | in geel | in oranje | in paars | vetgedrukt | cursief | gemarkeerd',
  outOfOffice:
    'automatisch antwoord | automatische antwoord | automatische reactie | automatische beantwoording | afwezigheidsbericht | afwezigheidsmelding | afwezigheidsassistent | niet aanwezig | niet op kantoor | out of office',
  outOfOfficeWords: 'afwezig | afwezigheid | met vakantie',
  isAway: 'is niet aanwezig | is afwezig | is niet op kantoor',
  absence:
    'ik ben afwezig | ben ik afwezig | niet op kantoor | ben ik niet | ik ben niet | niet aanwezig | met vakantie | op vakantie | ben ik weer | weer aanwezig | weer bereikbaar | bedankt voor uw | bedankt voor je | dank voor uw | automatisch bericht | mijn afwezigheid | in dringende gevallen',
}
