import { createHash } from 'node:crypto'
import { comment, directMessage } from '../support/facebook-payloads.ts'

/** Invented contacts, each of them new, with ids as long as Meta's: rows hold them, and are charged by their size. */
const page = '104711234567890'
const startedAt = 1_795_262_400
const text = 'Hallo, mein Fernseher bleibt seit gestern schwarz, obwohl das Licht blinkt. Was kann ich tun?'
let count = 0

/** One comment. @param post the conversation; by default a new one */
export function newComment(post = newPost()) {
  const number = count++
  const from = { id: idOf(9, number % 1000, 17), name: 'Änne Grün' }
  return comment(page, { post, comment: idOf(7, number, 16), time: startedAt + number }, from, text)
}

export const newPost = () => idOf(1, count++, 18)
export const newPerson = () => idOf(6, count++, 17)

const idOf = (first: number, number: number, digits: number) =>
  `${first}${String(number).padStart(digits - 1, '0')}`

/** Several comments in one webhook, as Meta may batch them. */
export function newComments(many: number, post?: string) {
  return { object: 'page', entry: Array.from({ length: many }, () => newComment(post).entry).flat() }
}

/** What events call it. */
export const messageIdOf = ({ entry }: ReturnType<typeof newDirectMessage>) =>
  `facebook:${entry[0]?.messaging[0]?.message.mid}`

export function newDirectMessage(person: string) {
  const number = count++
  const mid = `m_${createHash('sha512').update(String(number)).digest('base64url')}`
  return directMessage(page, person, mid, text, (startedAt + number) * 1000)
}

/** A mail of about so many bytes. @param files of so many bytes each */
export function newMail(bytes: number, files: readonly number[] = []): Uint8Array {
  const number = count++
  const lines = [
    'From: Anne Gruen <anne@kunde.test>',
    'To: service@acme.test',
    `Subject: Stoerung ${number}`,
    `Message-ID: <${number}.bench@kunde.test>`,
    'Date: Sat, 21 Nov 2026 11:00:00 +0100',
    'MIME-Version: 1.0',
  ]
  const body = (length: number) => words(number, length)
  if (files.length === 0)
    return encode([...lines, 'Content-Type: text/plain; charset=utf-8', '', body(bytes)])
  const parts = files.flatMap((size, index) => [
    '--bench',
    `Content-Type: application/pdf; name="rechnung-${index}.pdf"`,
    `Content-Disposition: attachment; filename="rechnung-${index}.pdf"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(body(size)).toString('base64').replace(everyLine, '$&\r\n'),
  ])
  const head = [...lines, 'Content-Type: multipart/mixed; boundary=bench', '', '--bench']
  return encode([...head, 'Content-Type: text/plain; charset=utf-8', '', body(bytes), ...parts, '--bench--'])
}

const everyLine = /.{76}/g
const encode = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)

const vocabulary =
  'der die das und ist nicht mein Fernseher Gerät seit gestern Licht Knopf Garantie Rechnung bitte Hilfe schwarz Bild Ton Kabel Anschluss Kunde Nummer Termin Techniker'.split(
    ' ',
  )

/** Prose that compresses about as prose does: words drawn by a small generator, the same for the same seed. */
function words(seed: number, bytes: number): string {
  let state = seed + 1
  let line = ''
  const lines: string[] = []
  for (let length = 0; length < bytes; ) {
    state = (state * 48_271) % 2_147_483_647
    const word = state % 5 === 0 ? String(state % 10_000) : vocabulary[state % vocabulary.length]
    line += `${word} `
    if (line.length < 70) continue
    lines.push(line.trimEnd())
    length += line.length + 1
    line = ''
  }
  return lines.join('\r\n')
}
