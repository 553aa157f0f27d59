import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { containHtml } from '../../../functions/html/contain-html.ts'

/** The elements that stand side by side when a browser has read `html` between two of ours. */
function siblings(html: string): string[] {
  return parseFragment(`<div>${html}.</div><p>ours</p>`).childNodes.map(({ nodeName }) => nodeName)
}

describe('containHtml', () => {
  it.each([
    '<p>Immer noch <b>schwarz</b>.</p>',
    '<ul><li>eins<ul><li>zwei</li></ul></li></ul>',
    '<table border="1"><caption>T</caption><tbody><tr><th>a</th><td><p>b</p></td></tr></tbody></table>',
    '<dl><dt>a</dt><dd>b<br>c</dd></dl><img src="cid:a"><hr>',
  ])('leaves alone what is well nested: %s', (html) => {
    expect(containHtml(html)).toBe(html)
  })

  it.each([
    ['<li><div><li>a</li></div></li>', '<div><div><div>a</div></div></div>'],
    ['<p>a<div>b</div></p>', '<p>a</p><div>b</div>'],
    [
      '<p><b>a<table><tr><td>b</td></tr></table></b></p>',
      '<p><b>a</b></p><table><tr><td>b</td></tr></table>',
    ],
    [
      '<a href="https://x.test/">a<a href="https://y.test/">b</a></a>',
      '<a href="https://x.test/">a<span>b</span></a>',
    ],
    ['<table>a<tr><td>b</td></tr></table>', '<table></table>a<div><div>b</div></div>'],
    ['<h1>a<h2>b</h2></h1>', '<h1>a<div>b</div></h1>'],
    ['</div><b>a', '<b>a</b>'],
    ['<form>a</form> 1 < 2', 'a 1 &#60; 2'],
  ])('makes of %s: %s', (html, contained) => {
    expect(containHtml(html)).toBe(contained)
  })

  it.each([
    '<a title="a></div><b>">c</a>',
    "<b title='</div>'>c</b>",
    '<!-- </div> --><b>c</b>',
    '<b x"></div>=1>c</b>',
    '<b></b </div>c',
  ])('ends no element of ours by what is no tag: %s', (html) => {
    expect(siblings(containHtml(html))).toEqual(['div', 'p'])
  })

  it('has no bound on the characters that were escaped', () => {
    const html = `<p>${'&#39;'.repeat(600_000)}</p>`
    expect(containHtml(html)).toBe(html)
  })

  it('lets nothing out, whatever is nested in whatever', () => {
    const names = (
      'a b blockquote caption center col dd div dl dt font form h1 h2 hr i li ol p pre select span table tbody td ' +
      'thead tr ul'
    ).split(' ')
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `<${name}>`) },
      { weight: 2, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
      { weight: 1, arbitrary: fc.constant('text') },
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(siblings(containHtml(pieces.join('')))).toEqual(['div', 'p'])
      }),
      { numRuns: 2000 },
    )
  })
})
