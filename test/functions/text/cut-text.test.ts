import { describe, expect, it } from 'vitest'
import { cutText } from '../../../functions/text/cut-text.ts'

describe('cutText', () => {
  it.each([0, 1, 2, 3])(
    'never parts the halves of a flag, wherever the run of flags begins (%i)',
    (before) => {
      const cut = cutText('a'.repeat(before) + '🇩🇪'.repeat(200), 300)
      expect(cut).toMatch(/^a*(?:🇩🇪)+ \[…\]$/u)
      expect(cut.length).toBeGreaterThan(290)
    },
  )

  it('cuts a character that is longer than any that means something, and no code point', () => {
    expect(cutText(`a${'\u0301'.repeat(400)}`, 100)).toHaveLength(100)
    expect(cutText(`a${'\u{e0061}'.repeat(400)}`, 100).isWellFormed()).toBe(true)
    expect(cutText(`ab${'\u{e0061}'.repeat(400)}`, 100).isWellFormed()).toBe(true)
  })

  it('leaves a text alone that fits', () => {
    expect(cutText('Änne', 4)).toBe('Änne')
  })
})
