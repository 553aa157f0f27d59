import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../../../functions/html/html-to-text.ts'
import { readBody } from '../../../../../functions/kits/mail/reply/read-body.ts'
import { splitReply } from '../../../../../functions/kits/mail/reply/split-reply.ts'
import { readSubject } from '../../../../../functions/kits/mail/thread/subject.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'

const reply = { reply: true, forward: false }
const pieces = [
  ' ',
  '\t',
  '\u00a0',
  '>',
  '-',
  '_',
  ':',
  '<',
  '@',
  '.',
  '*',
  'a',
  '1',
  '(',
  '[',
  '\n',
  '\r',
  '?',
  '|',
  '…',
  '=',
  'é',
]
const starts = ['', 'On ', '---', '---forwarded by ', 'Am 1.1.2026 um 10:00 schrieb ', 'Von: ', '> ']
const lines = [
  ...['> x', '', 'Von: a@b.test', 'An: b', 'Gesendet: 10:00', 'On', 'On 1.1.2026', '<a@b>', 'a@b.test:', 'a'],
  ...[
    'Am 1.1.2026 um 10:00 schrieb A <a@b.test>:',
    'schrieb:',
    'A schrieb:',
    'a écrit :',
    'x:',
    '--',
    '-- ',
    '-----',
  ],
  ...[
    '____________________',
    'Originalnachricht',
    '-----Original Message',
    'PS:',
    'Sent from my iPhone',
    'Zitat von:',
  ],
  ...[
    `${'a'.repeat(400)}:`,
    `${'On '.repeat(40)}:`,
    `${'a wrote '.repeat(30)}:`,
    `${': '.repeat(200)}>`,
    'unten',
  ],
]
const size = 15_000

function costOf(read: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage()
  read(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Linear is four times; quadratic is sixteen. The addend is the noise of a machine that does other things. */
function expectLinear(read: (text: string) => unknown, piece: string, start = '') {
  const text = (length: number) => `neu\n${start}${piece.repeat(Math.ceil(length / piece.length))}x\n> y`
  const once = costOf(read, text(size))
  let four = costOf(read, text(4 * size))
  if (four > 8 * once + 100) four = Math.min(four, costOf(read, text(4 * size)))
  expect(four, JSON.stringify([start, piece])).toBeLessThan(8 * once + 100)
}

describe('the reader of replies takes time linear in the length', () => {
  const split = (text: string) => splitReply(text, reply)
  split('neu\nAm 1.1.2026 um 10:00 schrieb A <a@b.test>:\n> x')

  it.each(starts)(
    'of a run of any character behind %j',
    (start) => {
      for (const piece of pieces) expectLinear(split, piece, start)
    },
    60_000,
  )

  it('of a run of any pair of characters', () => {
    const some = [' ', '>', '-', ':', '<', '@', '.', 'a', '1', '\n', '*']
    for (const one of some) for (const other of some) if (one !== other) expectLinear(split, one + other)
  }, 120_000)

  it('of lines of any kind', () => {
    for (const line of lines) for (const next of ['', '> q', line]) expectLinear(split, `${line}\n${next}\n`)
  }, 60_000)

  it('of HTML beside its text', () => {
    const html = '<p>a b</p>'
    const read = (text: string) =>
      readBody(
        {
          headers: mailHeaders(),
          text,
          html: `${html.repeat(text.length / 10)}<div class=gmail_quote>${text}`,
          attachments: [],
        },
        reply,
      )
    for (const piece of ['a b\n', '> ', '\n', 'a', '<a href=https://a.test>', '<blockquote>'])
      expectLinear(read, piece)
  }, 60_000)

  it('of links, quoted blocks and subjects', () => {
    for (const piece of [
      '<a href="tel:1">',
      '<a href=https://a.test>x',
      '</a>',
      '<blockquote>',
      '<blockquote>x</blockquote>',
      '<br><blockquote></blockquote>',
    ])
      expectLinear((html) => htmlToText(html, { isQuote: () => false }), piece)
    for (const piece of ['Re: ', 'Re', ':', ' ', '[x] ', '[', '*', '(1)', '1', 'Re['])
      expectLinear(readSubject, piece)
  }, 60_000)
})
