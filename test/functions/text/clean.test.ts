import { describe, expect, it } from 'vitest'
import { manyLines, oneLine } from '../../../functions/text/clean.ts'

describe('oneLine', () => {
  it.each([
    ['Änne\r\nGrün', 'Änne Grün'],
    ['Eva\u202egnp.exe', 'Evagnp.exe'],
    ['\u200b\u2060 \u3164', ''],
    ['a\u0000\u001b[31mb', 'a[31mb'],
    ['\ud83d halb', '\ufffd halb'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
  ])('makes of %j: %j', (text, line) => {
    expect(oneLine(text)).toBe(line)
  })
})

describe('manyLines', () => {
  it('keeps lines and what scripts need, and lets nothing turn what comes after', () => {
    expect(manyLines('eins\r\nzwei\u2028drei\u202e\u0007 \u05d0\u200f!\n')).toBe(
      'eins\nzwei\ndrei \u05d0\u200f!',
    )
  })
})
