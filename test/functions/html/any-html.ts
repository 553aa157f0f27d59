import fc from 'fast-check'
import { toSafeHtml } from '../../../functions/html/safe-html.ts'

const names = (
  'a b blockquote br caption center col dd del div dl dt em font form h1 h2 hr i img li ol p pre section select ' +
  'span table tbody td tfoot th thead tr tt ul'
).split(' ')
const attributes = [
  ' dir="rtl"',
  ' title="a>b"',
  " title='</div>'",
  ' href="https://a.test/"',
  ' href=javascript:a',
  ' src=cid:a',
  ' style="display:none"',
  ' onclick="a"',
  ' x"></div>=1',
]

const piece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), fc.constantFrom('', '', '', ...attributes))
      .map(([name, attribute]) => `<${name}${attribute}>`),
  },
  { weight: 4, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('text', ' ', '&lt;', '<', '>', '"', '<!-- </div> -->', '</b </div>'),
  },
)

/** Markup as no mail program writes it: anything in anything, closed or not. */
export const markup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

/** Tags, also of the one form, in any order and number; some of it safe, some safe but for one piece. */
export const nearlySafe = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...names).map((name) => `<${name}>`),
        fc.constantFrom(...names).map((name) => `</${name}>`),
        fc.constantFrom(
          'a',
          ' ',
          '&#60;',
          '<a href="tel:1" rel="noopener noreferrer nofollow">',
          '<img src="cid:a">',
        ),
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
  fc
    .tuple(
      markup,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', '</div>', '</p>', '<td>', '<a>', '<li>', '"', '>', ' '),
    )
    .map(([html, from, length, other]) => {
      const tags = toSafeHtml(html).split(/(?=<)|(?<=>)/)
      tags.splice(from % (tags.length + 1), length % 3, other)
      return tags.join('')
    }),
)
