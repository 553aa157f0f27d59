import { describe, expect, it } from 'vitest'
import { isWorthReading, mayHoldNews } from '../../../../functions/kits/chat/earlier-text.ts'

describe('what came along of an earlier mail', () => {
  it.each([
    'Am 19.11.2026 um 10:00 schrieb Acme <service@acme.test>:\n> Bitte neu starten.\n>\n> Ihr Service',
    '> Bitte neu starten.\n\n> Ihr Service',
    'On Thu, Nov 19, 2026 at 5:02 PM Service <\nservice@acme.test> wrote:\n\n> Have you switched it on?',
  ])('holds nothing new where every line is marked: %j', (quoted) => {
    expect(mayHoldNews(quoted)).toBe(false)
  })

  it.each([
    'Von: Acme <service@acme.test>\nGesendet: Montag\n\nWelche Nummer? 4711',
    'On Nov 19, 2026 at 10:00, Acme <service@acme.test> wrote:\n\nWhich number? 4711',
    '> Welche Nummer?\n4711',
    'Ihr Kollege schrieb mir:\n> 50 Euro',
    'Ja, am 3.5. um 10:00.\n> Wann?',
  ])('may hold an answer where a line has no mark: %j', (quoted) => {
    expect(mayHoldNews(quoted)).toBe(true)
  })

  it('takes a signature of one line for a name, and one with a number for something to be read', () => {
    expect(isWorthReading('Von meinem Telefon gesendet')).toBe(false)
    expect(isWorthReading('Tel. 030 1234567')).toBe(true)
    expect(isWorthReading('Anne Grün\nKundenrat')).toBe(true)
  })
})
