import type { LanguageRow } from '../mail-language.ts'

/** Polish. */
export const pl: LanguageRow = {
  code: 'pl',
  from: 'od | nadawca',
  sent: 'wysłano | wysłane | data wysłania',
  date: 'data',
  to: 'do | adresat',
  cc: 'dw | cc | udw | do wiadomości',
  subject: 'temat',
  openings: 'W dniu | Dnia',
  dateWords: 'o | godz | godzinie | r | użytkownik | w | dniu',
  verbs: 'napisał | napisała | napisał(a) | napisał/a | pisze | napisali | napisano',
  quoting: 'Cytowanie | Cytat z | Cytuję | Wiadomość napisana przez',
  pronouns:
    'ja | mi | mnie | my | nam | nas | wasz | wasza | państwa | pana | pani | mój | moja | nasz | nasza | który | która',
  separators: 'Wiadomość oryginalna | Oryginalna wiadomość | Wiadomość pierwotna | Original Message',
  forwards:
    'Przekazana wiadomość | Wiadomość przekazana | Wiadomość przesłana dalej | Treść przekazanej wiadomości | Początek przekazywanej wiadomości | Początek przekazanej wiadomości',
  replyPrefixes: 'Odp',
  forwardPrefixes: 'PD | Przek',
  sentFrom:
    'Wysłane z … | Wysłano z … | Wysłane przez … | Wysłano przy użyciu … | Pobierz program Outlook … | Uzyskaj dla systemu …',
  greetings: 'cześć | dzień dobry | dobry wieczór | witam | szanowny | szanowna | szanowni | drogi | droga',
  answersBelow:
    'poniżej | niżej | na czerwono | na niebiesko | na zielono | w tekście | w treści | między wierszami | na żółto | na pomarańczowo | na fioletowo | pogrubione | pogrubioną | kursywą | zaznaczone | zaznaczyłem | zaznaczyłam',
  outOfOffice:
    'automatyczna odpowiedź | odpowiedź automatyczna | autoodpowiedź | autoresponder | poza biurem | nieobecność w biurze | wiadomość o nieobecności | informacja o nieobecności',
  outOfOfficeWords: 'nieobecność | nieobecny | nieobecna | urlop',
  isAway: 'jest poza biurem | jest nieobecny | jest nieobecna',
  absence:
    'jestem nieobecn | będę nieobecn | jestem poza | na urlopie | przebywam poza | nie ma mnie w | nieobecna do | nieobecny do | po powrocie | wracam | będę z powrotem | dziękuję za | automatyczna wiadomość | wiadomość automatyczna | w pilnych sprawach',
}
