import { cs } from './languages/cs.ts'
import { da } from './languages/da.ts'
import { de } from './languages/de.ts'
import { en } from './languages/en.ts'
import { es } from './languages/es.ts'
import { fi } from './languages/fi.ts'
import { fr } from './languages/fr.ts'
import { hu } from './languages/hu.ts'
import { it } from './languages/it.ts'
import { nb } from './languages/nb.ts'
import { nl } from './languages/nl.ts'
import { pl } from './languages/pl.ts'
import { pt } from './languages/pt.ts'
import { ru } from './languages/ru.ts'
import { sv } from './languages/sv.ts'
import { tr } from './languages/tr.ts'
import type { LanguageRow, MailLanguage } from './mail-language.ts'

const rows: readonly LanguageRow[] = [en, de, fr, nl, it, es, pt, pl, sv, da, nb, fi, cs, hu, tr, ru]

/** German, English, French, Dutch, Italian, Spanish, Portuguese, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Hungarian, Turkish, Russian. */
export const mailLanguages: readonly MailLanguage[] = rows.map((row) => ({
  code: row.code,
  from: words(row.from),
  sent: words(row.sent),
  date: words(row.date),
  to: words(row.to),
  cc: words(row.cc),
  subject: words(row.subject),
  openings: words(row.openings),
  dateWords: words(row.dateWords),
  verbs: words(row.verbs),
  quoting: words(row.quoting),
  pronouns: words(row.pronouns),
  separators: words(row.separators),
  forwards: words(row.forwards),
  replyPrefixes: words(row.replyPrefixes),
  forwardPrefixes: words(row.forwardPrefixes),
  sentFrom: words(row.sentFrom),
  greetings: words(row.greetings),
  answersBelow: words(row.answersBelow),
  outOfOffice: words(row.outOfOffice),
  outOfOfficeWords: words(row.outOfOfficeWords),
  isAway: words(row.isAway),
  absence: words(row.absence),
}))

function words(cell: string): string[] {
  return cell === '' ? [] : cell.split(' | ')
}

/** Prefixes of languages whose quotes are not told by words here. */
export const otherReplyPrefixes = words('回复 | 答复 | 回覆 | ΑΠ | ΣΧΕΤ | השב | BLS | ATB | Răsp')
/** VS is a reply in Finnish and a forwarded mail in Danish and Norwegian: as the latter, nothing is cut from it. */
export const otherForwardPrefixes = words('转发 | 轉寄 | 转寄 | ΠΡΘ | הועבר | FS | TRS | YML | Redir | 転送')
