import { describe, expect, it } from 'vitest'
import { findSuperLinear } from './find-super-linear.ts'

const growth = (expression: RegExp) => findSuperLinear(expression)?.growth

describe('the judge of regular expressions', () => {
  it.each([
    ['two repetitions that can share out one text', /^x*y?x*$/],
    ['a search that starts anew in the text that it looked through', /\s+$/],
    ['the same behind a word that the repetition takes, too', /remaining=\d+;.*resets/],
    ['the same line by line', /^\s+:/m],
    ['the same where a look-ahead decides', /=+[^a-z]*(?=[a-z])/],
    ['the same within a look-ahead', /(?=<[^>]*>)/],
    ['words that are repeated twice', /^(?:ab)+.*x/],
    ['the same word behind itself', /^.*foo.*bar/],
    ['what the flag for capitals makes the same', /^[a-m]*A*[^z]*B/i],
    [
      'the forward line that held a mail for minutes',
      /^-{3,}[ \t]*(?:forwarded by .{1,100})[ \t]*-{0,}[ \t]*$/,
    ],
    ['blanks on both sides of what may be missing', /^[ \t]*-?[ \t]*$/],
  ])('finds %s', (_, expression) => {
    expect(growth(expression)).toBe('polynomial')
  })

  it.each([
    ['a repetition of what is repeated', /^(?:x+)*$/],
    ['a repetition of what may be nothing on both sides', /^(?:\w*-?\w*)*$/],
    ['alternatives that take the same character', /^(?:[^\S\n]|\p{Cf})*=/u],
    ['alternatives that take the same word', /^(?:a|b|ab)*$/],
    ['two ways to leave something out', /^(?:(?:a?|b?)c)*$/],
    ['a repetition around a repetition within bounds', /^(?:\d{1,3})*$/],
    ['the same within a look-ahead', /^(?!(?:x+)*y)/],
  ])('finds that %s doubles the ways with each character', (_, expression) => {
    expect(growth(expression)).toBe('exponential')
  })

  it.each([
    ['what ends with success wherever it stops', /\s+/g],
    ['repetitions that have nothing in common', /^(\w+)\s*=\s*(\w+)$/],
    ['what starts at the begin of a run alone', /(?<![. ])[. ]+$/],
    ['what starts at the begin of a word alone', /\bfoo\w*:/],
    ['what starts at the begin of a line and ends in it', /^[^\S\n\r\u2028\u2029]*:/m],
    ['what starts where the last search ended', /\s*:/y],
    ['what has a bound in its own text', /\([^()]{0,500}\)/g],
    ['a quoted string with escapes', /^"(?:[^"\\]|\\.)*"/],
    ['classes that are subtracted', /^[[\s\p{Cf}]--[\n\r\u2028\u2029]]*=/mv],
    ['alternatives that differ in their second character', /^(?:ab|ac)*$/],
  ])('lets %s pass', (_, expression) => {
    expect(growth(expression)).toBeUndefined()
  })

  it('tells what a hostile text repeats, and where the expression has two ways for it', () => {
    expect(findSuperLinear(/^(?:ab)*c?(?:ab)*d/)).toEqual({
      growth: 'polynomial',
      between: ['b', 'b'],
      repeated: 'ab',
    })
  })

  it.each([/(a)\1/, /(?<!a+)b/])('refuses to judge %s', (expression) => {
    expect(() => findSuperLinear(expression)).toThrow('cannot be judged')
  })
})
