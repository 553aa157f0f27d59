import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafeHtml } from '../../../functions/html/is-safe-html.ts'
import { toSafeHtml } from '../../../functions/html/safe-html.ts'
import { inspectHtml } from '../../support/inspect-html.ts'

const attacks = [
  '<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="cid:a" onload="alert(1)">',
  '<img src="https://tracker.example/p.gif">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#x0A;script:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  '<a href=`javascript:alert(1)`>x</a>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<iframe src="https://böse.example"></iframe>',
  '<form action="https://phish.example"><input name=p><button>Weiter</button></form>',
  '<div style="background:url(https://tracker.example)">x</div>',
  '<table background="https://tracker.example"><tr><td>x</table>',
  '<base href="https://böse.example/">',
  '<meta http-equiv=refresh content="0;url=https://böse.example">',
  '<link rel=stylesheet href=https://böse.example>',
  '<!--[if mso]><script>alert(1)</script><![endif]-->',
  '<p title="&quot; onclick=&quot;alert(1)">x</p>',
  '<b "onclick="alert(1)">x</b>',
  '<a href="https://a.example/&quot; onclick=&quot;alert(1)">x</a>',
  '<font color="red\u0000" onfocus=x>x</font>',
]

describe('safe HTML', () => {
  it.each(attacks)('leaves nothing to run or load in %s', (attack) => {
    expect(inspectHtml(toSafeHtml(attack))).toEqual([])
  })

  it('leaves nothing to run or load in any mixture of them', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...attacks.flatMap((attack) => attack.split(/(?=[<>"'= ])/))),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        '<!--',
        '-->',
        '<table>',
        '</table>',
        '<p>',
        '<td>',
        '&lt;',
        '&#0;',
        ']]>',
      ),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
        const safe = toSafeHtml(list.join(''))
        expect(inspectHtml(safe)).toEqual([])
        expect({ safe, isSafe: isSafeHtml(safe) }).toEqual({ safe, isSafe: true })
      }),
      { numRuns: 2000 },
    )
  })

  it('changes nothing when it is done again', () => {
    const once = toSafeHtml(attacks.join(''))
    expect(toSafeHtml(once)).toBe(once)
  })

  it('keeps what a customer wrote, and images that came along', () => {
    const html =
      '<p>Größe &lt; 3 &amp; <b>fett</b></p><ul><li>eins</li></ul><img src="cid:foto@x" alt="Foto">'
    expect(toSafeHtml(html)).toBe(
      '<p>Größe &#60; 3 &#38; <b>fett</b></p><ul><li>eins</li></ul><img src="cid:foto@x" alt="Foto">',
    )
  })

  it('closes what was left open', () => {
    expect(toSafeHtml('<div><b>x<p>y')).toBe('<div><b>x<p>y</p></b></div>')
  })

  it.each([
    ['<li><div><li>a</li></div></li>', '<div><div><div>a</div></div></div>'],
    ['<p>a<div>b</div></p>', '<p>a</p><div>b</div>'],
    [
      '<p><b>a<table><tr><td>b</td></tr></table></b></p>',
      '<p><b>a</b></p><table><tr><td>b</td></tr></table>',
    ],
    ['<a title="x">a<a title="y">b</a></a>', '<a title="x">a<span>b</span></a>'],
    ['<table>a<tr><td>b</td></tr></table>', '<table></table>a<div><div>b</div></div>'],
    ['<table> <img alt="a"><tr><td>b</td></tr></table>', '<table> </table>a<div><div>b</div></div>'],
    ['<table><form><tr><td>a</td></tr></form></table>', '<table><tr><td>a</td></tr></table>'],
    ['<table><colgroup><col></colgroup><tr><td>a</td></tr></table>', '<table><tr><td>a</td></tr></table>'],
    ['<h1>a<h2>b</h2></h1>', '<h1>a<div>b</div></h1>'],
    ['</div><b>a', '<b>a</b>'],
    ['<form>a</form> 1 < 2', 'a 1 &#60; 2'],
    [`${'<b>'.repeat(200)}a`, `${'<b>'.repeat(100)}a${'</b>'.repeat(100)}`],
  ])('nests as a browser would read it: of %s it makes %s', (html, safe) => {
    expect(toSafeHtml(html)).toBe(safe)
  })

  it('shows the words that stand for an image from elsewhere', () => {
    expect(toSafeHtml('<img src="https://a.example/x.png" alt="Unser <Logo>">')).toBe('Unser &#60;Logo&#62;')
  })
})
