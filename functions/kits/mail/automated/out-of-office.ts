import { htmlToText } from '../../../html/html-to-text.ts'
import type { Mail } from '../mail.ts'
import { mailLanguages } from '../reply/languages.ts'
import { folded } from '../reply/lines.ts'
import { readSubject, withoutTags } from '../thread/subject.ts'

const colon = /\s{0,9}[:：]\s{0,9}/
/** `[Automatyczna odpowiedź] test` */
const brackets = /^\[([^\]]{1,60})\]\s{0,9}[:：]?\s{0,9}/
/** Lotus Notes: `AUTO: Anne Grün is out of the office (returning 05.01.2027)` */
const lotus = /^auto\s{0,9}:\s{0,9}/
const detail = /\s{0,9}\(([^()]{0,100})\)$/
const ending = /[\s.!]{1,9}$/
const notLetters = /[^\p{L}]{1,20}/u
const maxSubject = 1000
const maxText = 3000

const notes = new Set(mailLanguages.flatMap(({ outOfOffice }) => outOfOffice.map(folded)))
const words = new Set(mailLanguages.flatMap(({ outOfOfficeWords }) => outOfOfficeWords.map(folded)))
const away = mailLanguages.flatMap(({ isAway }) => isAway.map(folded))
const absences = mailLanguages.flatMap(({ absence }) => absence.map(folded))

/**
 * Whether a mail is the note of somebody who is away. People write of such notes, too, so that a word in the subject is
 * not enough: the subject has to be that of a note as a whole (`Automatische Antwort: <the subject that it answers>`,
 * `Abwesenheitsnotiz`, `Anne Grün is out of the office.`), and either the headers, what it answers, or its text have to
 * say the same.
 *
 * @param isAnswer the headers say that it answers a mail, or that a program sent it
 */
export function isOutOfOffice(mail: Mail, isAnswer: boolean): boolean {
  const given = (mail.headers.text('Subject') ?? '').slice(0, maxSubject)
  const [begins, rest] = beginning(given)
  if (notes.has(begins) && (isAnswer || readSubject(rest).reply)) return true
  const text = textOf(mail)
  if (!absences.some((each) => text.includes(each))) return false
  const isNote =
    (isAnswer && words.has(begins)) || isAnswered(given) || isAbout(given, mail.headers.text('From') ?? '')
  return isNote || (notes.has(begins) && !asks(rest) && !asks(text))
}

/** What the subject begins with, as far as the colon or the bracket, and what comes behind it. */
function beginning(given: string): [string, string] {
  const bracketed = brackets.exec(given)
  if (bracketed !== null && notes.has(plain(bracketed[1] ?? '')))
    return [plain(bracketed[1] ?? ''), given.slice(bracketed[0].length)]
  const text = withoutTags(given)
  const at = colon.exec(text)
  if (at === null) return [plain(text), '']
  return [plain(text.slice(0, at.index)), text.slice(at.index + at[0].length)]
}

/** `Re: Fernseher (Automatic Response)` */
function isAnswered(given: string): boolean {
  const behind = detail.exec(given)?.[1]
  return behind !== undefined && notes.has(plain(behind))
}

/** The name before `is out of the office` is the author's. */
function isAbout(given: string, author: string): boolean {
  const text = plain(folded(withoutTags(given)).replace(lotus, '').replace(ending, '').replace(detail, ''))
  const end = away.find((each) => text.endsWith(` ${each}`))
  if (end === undefined) return false
  const named = new Set(text.slice(0, -end.length).split(notLetters))
  return folded(author)
    .split(notLetters)
    .some((each) => each.length > 1 && named.has(each))
}

function textOf({ text, html }: Mail): string {
  return folded((text ?? htmlToText(html ?? '')).slice(0, maxText))
}

function asks(text: string): boolean {
  return text.includes('?')
}

function plain(text: string): string {
  return folded(text).replace(ending, '').normalize('NFC')
}
