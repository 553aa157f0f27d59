import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { isSafeHtml } from '../../../functions/html/is-safe-html.ts'
import { toSafeHtml } from '../../../functions/html/safe-html.ts'
import { inspectHtml } from '../../support/inspect-html.ts'
import { markup, nearlySafe } from './any-html.ts'

/** The elements that stand side by side when a browser has read `html` between two of ours. */
function siblings(html: string): string[] {
  return parseFragment(`<div>${html}.</div><p>ours</p>`).childNodes.map(({ nodeName }) => nodeName)
}

describe('isSafeHtml', () => {
  it.each([
    '',
    ' Hallo! ',
    '<p>Immer noch <b>schwarz</b>.</p>',
    '<ul><li>eins<ul><li>zwei</li></ul></li></ul>',
    '<table border="1"><caption>T</caption><tbody><tr><th>a</th><td><p>b</p></td></tr></tbody></table>',
    '<dl><dt>a</dt><dd>b<br>c</dd></dl><img src="cid:a" alt="&#34;"><hr>',
    '<a title="&#60;" href="https://a.test/?b&#38;c" rel="noopener noreferrer nofollow">a</a>',
    `${'<b>'.repeat(100)}${'</b>'.repeat(100)}`,
  ])('accepts what is written so: %s', (html) => {
    expect(isSafeHtml(html)).toBe(true)
    expect(toSafeHtml(html)).toBe(html.trim())
  })

  it.each([
    ['an element that is not on the list', '<form>a</form>'],
    ['an element of a script', '<script>a</script>'],
    ['a comment', '<!-- a -->'],
    ['an end tag of ours', '</div>a<div>'],
    ['an element left open', '<div>a'],
    ['ends in another order', '<b><i>a</b></i>'],
    ['an end tag of an element without one', '<br></br>'],
    ['an end tag with more in it', '<b>a</b >'],
    ['capitals', '<B>a</B>'],
    ['a slash at the end', '<br/>'],
    ['two spaces', '<p  dir="ltr">a</p>'],
    ['an attribute without quotes', '<p dir=ltr>a</p>'],
    ['an attribute in single quotes', "<p dir='ltr'>a</p>"],
    ['an attribute that is not on the list', '<p style="a">a</p>'],
    ['an attribute that runs something', '<p onclick="a">a</p>'],
    ['attributes in another order', '<p lang="de" dir="ltr">a</p>'],
    ['an attribute twice', '<p dir="ltr" dir="rtl">a</p>'],
    ['a quote too much', '<p dir="ltr"">a</p>'],
    ['an element of our own in an attribute', '<p title="</div>">a</p>'],
    ['a link that runs something', '<a href="javascript:a">a</a>'],
    ['a link that hides what it runs', '<a href="java\tscript:a">a</a>'],
    ['a link that tells where it comes from', '<a href="https://a.test/">a</a>'],
    ['an image from elsewhere', '<img src="https://a.test/a.gif">'],
    ['an image of nothing', '<img alt="a">'],
    ['a bare <', '1 < 2'],
    ['a bare >', '1 > 2'],
    ['a bare &', 'a & b'],
    ['a name of a character', '&lt;b&gt;'],
    ['a number of a character that needs none', '&#65;'],
    ['a control', 'a\u0000b'],
    ['an item without its list', '<li>a</li>'],
    ['a cell without its row', '<table><td>a</td></table>'],
    ['words between cells', '<table>a<tr><td>b</td></tr></table>'],
    ['a block in a paragraph', '<p>a<div>b</div></p>'],
    ['a block in something in a paragraph', '<p><b>a<div>b</div></b></p>'],
    ['a heading in a heading', '<h1>a<h2>b</h2></h1>'],
    [
      'a link in a link',
      '<a href="tel:1" rel="noopener noreferrer nofollow">a<a href="tel:1" rel="noopener noreferrer nofollow">b</a></a>',
    ],
    ['what is nested too deep', `${'<b>'.repeat(101)}${'</b>'.repeat(101)}`],
  ])('refuses %s', (_, html) => {
    expect(isSafeHtml(html)).toBe(false)
    expect(isSafeHtml(`<p>a</p>${html}`)).toBe(false)
    expect(isSafeHtml(toSafeHtml(html))).toBe(true)
  })

  it('accepts whatever is made safe, which then stays in its element', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const safe = toSafeHtml(html)
        expect({ safe, isSafe: isSafeHtml(safe) }).toEqual({ safe, isSafe: true })
        expect(siblings(safe)).toEqual(['div', 'p'])
        expect(inspectHtml(safe)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('accepts nothing that could leave its element, load or run, nor what would be written in another way', () => {
    let accepted = 0
    fc.assert(
      fc.property(nearlySafe, (html) => {
        if (!isSafeHtml(html)) return
        accepted++
        expect(siblings(html)).toEqual(['div', 'p'])
        expect(inspectHtml(html)).toEqual([])
        expect(toSafeHtml(html)).toBe(html.trim())
      }),
      { numRuns: 10_000 },
    )
    expect(accepted).toBeGreaterThan(500)
  })

  it('finds every change of one character that makes it something else', () => {
    const html = '<p dir="ltr">a<b>&#60;</b><a href="tel:1" rel="noopener noreferrer nofollow">b</a></p>'
    fc.assert(
      fc.property(fc.nat(html.length - 1), fc.constantFrom('', ...'<>"\'&/= abp'), (at, other) => {
        const changed = html.slice(0, at) + other + html.slice(at + 1)
        expect({ changed, isSafe: isSafeHtml(changed) }).toEqual({
          changed,
          isSafe: toSafeHtml(changed) === changed,
        })
      }),
      { numRuns: 2000 },
    )
  })
})
