import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findExpressions, type WrittenExpression } from '../support/regular-expressions/find-expressions.ts'

const project = resolve(import.meta.dirname, '../..')
const expressions = readdirSync(join(project, 'functions'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('text/'))
  .flatMap((file) => findExpressions(join(project, 'functions', file), `functions/${file}`))

/** Classes of control, format and other invisible characters, by category or one by one. */
const ofControls =
  /\\p\{(?:C|Cc|Cf|Cs|Other|Control|Format|Zl|Zp)\}|\\u(?:200[b-f]|202[89a-e]|206\d|feff)|\\x0[0-8]/i
/** Tokens on both sides of a slash, as a media type has it. */
const ofMediaTypes = /(?:\]|\\[wS])[+*]?(?:\{[\d,]+\})?\\\/(?:\[|\\[wS])/
/** What no name of a file may have, in one class. */
const ofFileNames = /\[(?=[^\]]*[<>])(?=[^\]]*\|)(?=[^\]]*\*)(?=[^\]]*\?)[^\]]*\]/

function placesOf(pattern: RegExp, all: readonly WrittenExpression[] = expressions): string[] {
  const places = all
    .filter(({ source }) => pattern.test(source))
    .map(({ place }) => place.split(':')[0] ?? '')
  return [...new Set(places)].sort()
}

describe('what is done to text from outside', () => {
  it('takes controls out in functions/text; elsewhere they are refused, compared or looked for', () => {
    expect(placesOf(ofControls)).toEqual([
      // Settings that are refused.
      'functions/destinations/mail/settings.ts',
      // HTML has none in its text, and browsers drop them inside a URL.
      'functions/html/escape-text.ts',
      'functions/html/link-targets.ts',
      'functions/html/safe-tags.ts',
      // Addresses and settings that are refused.
      'functions/kits/delivery/person-address.ts',
      'functions/kits/http/credentials.ts',
      // A byte order mark tells the charset.
      'functions/kits/mail/charsets/decode-text.ts',
      // Two mails are compared without them.
      'functions/kits/mail/thread/mail-digest.ts',
      // Addresses that are refused.
      'functions/kits/meta/fields.ts',
      // What stands before a line that would look like ours.
      'functions/presentation/presentation-text.ts',
    ])
  })

  it('reads media types in functions/text, and elsewhere only what a system makes of them', () => {
    expect(placesOf(ofMediaTypes)).toEqual(
      [
        // Told in a strange way, a part of a mail is still no text.
        'functions/kits/mail/mime/read-part.ts',
        // What Znuny takes for one.
        'functions/destinations/znuny/compose-article.ts',
      ].sort(),
    )
  })

  it('makes names of files in functions/text', () => {
    expect(placesOf(ofFileNames)).toEqual([])
  })

  it.each([
    [ofControls, String.raw`[\p{Cc}\p{Cf}]`],
    [ofControls, String.raw`[\x00-\x1f\x7f\u202a-\u202e]+`],
    [ofControls, String.raw`[^\P{Cc}\t\n]|\p{C}`],
    [ofMediaTypes, String.raw`^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$`],
    [ofMediaTypes, String.raw`^[^\s/;]+\/[^\s/;]+$`],
    [ofMediaTypes, String.raw`^[a-z]{1,60}\/[\w.+-]+$`],
    [ofMediaTypes, String.raw`^\w+\/\w`],
    [ofFileNames, `[<>:"|?*]`],
    [ofFileNames, String.raw`[/\\:*?"<>|]`],
  ])('would be found by %s in %s', (pattern, source) => {
    expect(placesOf(pattern, [{ place: 'functions/core/again.ts:1', source, flags: 'g' }])).toEqual([
      'functions/core/again.ts',
    ])
  })
})
