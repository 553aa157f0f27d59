import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { toSafeHtml } from '../../../functions/html/safe-html.ts'

type Node = DefaultTreeAdapterTypes.Node

const dangerous = new Set(
  'script style iframe object embed svg math form input button textarea select template title base link meta noscript'.split(
    ' ',
  ),
)
const harmless = new Set(
  'href rel src alt title dir lang width height align valign colspan rowspan border cellpadding cellspacing color start type value'.split(
    ' ',
  ),
)

/** What a browser makes of it, by the parser that follows the HTML standard to the letter. */
function inspect(html: string): string[] {
  const faults: string[] = []
  const visit = (node: Node) => {
    if ('tagName' in node) {
      if (dangerous.has(node.tagName)) faults.push(node.tagName)
      for (const { name, value } of node.attrs) {
        if (!harmless.has(name)) faults.push(`${node.tagName} ${name}`)
        if (name === 'href' && !/^(https?:\/\/|mailto:|tel:)/i.test(value)) faults.push(value)
        if (name === 'src' && !/^cid:/i.test(value)) faults.push(value)
      }
    }
    if (node.nodeName === '#comment') faults.push('comment')
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return faults
}

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
    expect(inspect(toSafeHtml(attack))).toEqual([])
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
        expect(inspect(toSafeHtml(list.join('')))).toEqual([])
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

  it('shows the words that stand for an image from elsewhere', () => {
    expect(toSafeHtml('<img src="https://a.example/x.png" alt="Unser <Logo>">')).toBe('Unser &#60;Logo&#62;')
  })
})
