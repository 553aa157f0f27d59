import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { superLinearGrowth } from '../support/linear-time.ts'
import { isThorough } from '../support/thorough.ts'
import { outsideTextReaders } from './outside-text-readers.ts'

const characters = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...'\u0085\u00a0ßüİ\u0301\u061c\u200b\u200d\u2028\u202e\u3000\ufe0f\ufeff\ufffd中',
  '\ud83d',
  ...'🚚🇩',
]
/** What readers look for: of these, every pair of a text may begin anew or end what the other began. */
const telling = [...' \t\n\r"\'(),-./:;<=>?@[\\]_&#%+*!{}|~a1\u00a0ß🚚']
/** What gives a run its meaning: behind these, readers go on differently. */
const leads = [
  '---------- Forwarded by A',
  'Am 1.1.2026 um 10:00 schrieb A <a@b.example>:',
  '-- \n',
  '> ',
  'Von: a\nGesendet: b\nAn: ',
  '<a href="',
  'a@b.example',
  '=?utf-8?Q?',
]
/** What readers take for one thing. */
const words = [
  ...[
    '<b>',
    '</p>',
    '<!--',
    '&#1',
    '<a href=',
    '<blockquote type=cite>',
    '=C3',
    '=?utf-8?Q?=C3?= ',
    '\r\n',
    '\n> ',
  ],
  ...['--x\r\n', 'Re: ', ';a="', '<a@b.example>, ', 'A:b\r\n', '+AGE-', '"\\', '\\"', ' \n ', 'http://'],
]

/** Long enough that a square of it takes seconds where a reader does much with each character, and shows where little. */
const size = 8000

describe.each(Object.entries(outsideTextReaders))('the reader of %s', (_, reader) => {
  /** A text of a run that ends otherwise, so that what ran along has to give up. */
  const growthOf = (lead: string, unit: string) =>
    superLinearGrowth(
      reader,
      (length) => `${lead}${unit.repeat(Math.ceil(length / unit.length))}\u0001x`,
      size,
    )

  it('takes time linear in a run of any one thing', async () => {
    for (const unit of isThorough ? [...characters, ...words] : [...telling, ...words])
      expect({ unit, growth: await growthOf('', unit) }).toEqual({ unit, growth: undefined })
  })

  it('takes time linear in runs behind what gives them a meaning', async () => {
    for (const lead of leads)
      for (const unit of isThorough ? ' \t\n-.,:<>=("@a1' : ' \n>-=<')
        expect({ lead, unit, growth: await growthOf(lead, unit) }).toEqual({ lead, unit, growth: undefined })
  })

  it('takes time linear in runs of two things', async () => {
    const either = fc.constantFrom(...telling, ...words)
    const runs = fc.asyncProperty(fc.constantFrom('', ...leads), either, either, async (lead, one, other) => {
      expect(await growthOf(lead, one + other)).toBeUndefined()
    })
    await fc.assert(runs, { numRuns: isThorough ? 40 : 4 })
  })
})
