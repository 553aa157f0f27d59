import { describe, expect, it } from 'vitest'
import {
  manyLines,
  oneLine,
  printableLine,
  receivedLine,
  receivedText,
} from '../../../functions/text/clean.ts'

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

describe('printableLine', () => {
  it.each([
    ['Änne\u2028Grün', 'Änne Grün'],
    ['A\u0085B\u009bC', 'A BC'],
    ['\u3164\u2800', ''],
    ['👨\u200d👩', '👨👩'],
    ['a \u{e0001} b\ue000', 'a b'],
  ])('makes of %j: %j', (text, line) => {
    expect(printableLine(text)).toBe(line)
  })
})

describe('receivedLine', () => {
  it.each([
    ['Rechnung\u0000\r\n 7', 'Rechnung  7'],
    ['Rechnung\u0085Nr.\u20287', 'Rechnung Nr. 7'],
    ['rg\u202efdp', 'rg fdp'],
    ['\u05d0\u200f!', '\u05d0\u200f!'],
    [' \u0007\u009b ', undefined],
  ])('makes of %j: %j', (text, line) => {
    expect(receivedLine(text)).toBe(line)
  })
})

describe('receivedText', () => {
  it.each([
    ['\ufeffeins\r\nzwei\rdrei', 'eins\nzwei\ndrei'],
    ['eins\u0085zwei\u2028drei', 'eins\nzwei\ndrei'],
    ['a\u0000\u000b\f\u001b[31m\u009b\tb ', 'a[31m\tb '],
    ['\ud83d halb', '\ufffd halb'],
    ['\u05d0\u200f\u202e!', '\u05d0\u200f\u202e!'],
  ])('makes of %j: %j', (text, read) => {
    expect(receivedText(text)).toBe(read)
  })
})
