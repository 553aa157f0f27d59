import fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { escapeText } from '../../../functions/html/escape-text.ts'
import { toSafeHtml } from '../../../functions/html/safe-html.ts'
import { presentEvent } from '../../../functions/presentation/present-event.ts'
import { presentationHtml } from '../../../functions/presentation/presentation-html.ts'
import { markup, nearlySafe } from '../html/any-html.ts'
import { facebookComment, mail } from './example-events.ts'

const options = { language: 'de', timeZone: 'Europe/Berlin' } as const

type Node = DefaultTreeAdapterTypes.Node

/** Tags with their attributes as a browser sees them. */
function tags(html: string): string[] {
  const found: string[] = []
  const visit = (node: Node) => {
    if ('tagName' in node)
      found.push(
        [node.tagName, ...node.attrs.filter(({ name }) => name !== 'style').map(({ name }) => name)].join(
          ' ',
        ),
      )
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return found
}

describe('presentationHtml', () => {
  it('shows the same as the text', () => {
    const html = presentationHtml(presentEvent(facebookComment({ kind: 'message.edited' }), options), [
      { name: 'film.mp4', url: 'https://files.test/a?b=1&c=2', note: 'zu groß' },
    ])
    expect(html).toMatchInlineSnapshot(
      `"<div lang="de"><p style="margin:0 0 8px"><strong><bdi>Bearbeitet: öffentlicher Kommentar auf Facebook von Änne Grün 🚚</bdi></strong></p><ul style="margin:0 0 8px;padding:0 0 0 20px"><li><strong>Bearbeitet vom Verfasser: es gilt der Wortlaut unten, nicht der frühere.</strong></li></ul><table style="border-collapse:collapse"><tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">Von</th><td><bdi>Änne Grün 🚚</bdi></td></tr><tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">Konto</th><td><bdi>Acme TV</bdi></td></tr><tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">Zeit</th><td><bdi>Fr., 20.11.2026, 20:43 MEZ</bdi></td></tr><tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">Original</th><td><a href="https://www.facebook.com/4711_777" rel="noopener noreferrer nofollow"><bdi>https://www.facebook.com/4711_777</bdi></a></td></tr><tr><th valign="top" style="text-align:left;padding:0 12px 0 0;font-weight:normal;color:#555555">Antworten</th><td><bdi>nur öffentlich</bdi></td></tr></table><p style="margin:8px 0 0">Anhang:</p><ul style="margin:0 0 8px;padding:0 0 0 20px"><li><a href="https://files.test/a?b=1&#38;c=2" rel="noopener noreferrer nofollow"><bdi>film.mp4</bdi></a> (zu groß)</li></ul><p style="margin:12px 0 4px;color:#555555">Nachricht</p><div dir="auto" style="padding:0 0 0 10px;border-style:solid;border-width:0 0 0 3px;border-color:#999999">Mein Fernseher ist schwarz, gleich beginnt das Finale!</div></div>"`,
    )
  })

  it('shows a mail’s own safe HTML, and its signature and quote once', () => {
    const html = presentationHtml(presentEvent(mail(), options))
    expect(html).toContain('<p>Immer noch <b>schwarz</b>.</p>')
    expect(html).not.toContain('Immer noch schwarz')
    expect(html).not.toContain('Signatur')
    expect(html).toContain('Früherer Text')
    const uncut = mail({
      message: { html: '<p>Neu.</p><div>Am 19.11. schrieb Acme:<br>&#62; Bitte neu starten.</div>' },
    })
    expect(presentationHtml(presentEvent(uncut, options))).not.toContain('Früherer Text')
  })

  it('makes no element and no attribute of outside text', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.string({ maxLength: 20 }),
          fc.constantFrom('<', '>', '"', "'", '&', '</div>', '<img src=x>', '" onx="'),
        ),
      )
      .map((each) => `x${each.join('')}`)
    const calm = facebookComment({
      author: {
        role: 'customer',
        id: '991',
        name: 'A',
        handle: 'a',
        email: 'b',
        phone: 'c',
        url: 'https://a.test/',
      },
      message: { text: 'x', quoted: 'x', links: [{ url: 'https://a.test/', title: 'x' }] },
    })
    const expected = tags(
      presentationHtml(presentEvent(calm, options), [{ name: 'x', url: 'https://a.test/', note: 'x' }]),
    )
    fc.assert(
      fc.property(nasty, (text) => {
        const told = text.replace(/\s/gu, '_')
        const event = facebookComment({
          author: {
            role: 'customer',
            id: told,
            name: `A${told}`,
            handle: `B${told}`,
            email: `C${told}`,
            phone: `D${told}`,
            url: `https://a.test/${told}`,
          },
          account: { id: told, name: told, handle: told },
          message: { text: told, quoted: told, links: [{ url: `https://a.test/${told}`, title: told }] },
        })
        const html = presentationHtml(presentEvent(event, options), [
          { name: told, url: `https://a.test/${told}`, note: told },
        ])
        expect(tags(html)).toEqual(expected)
      }),
    )
  })

  it('links to the web only', () => {
    const event = facebookComment({
      author: { role: 'customer', name: 'Eva', url: 'javascript:alert(1)' },
      conversation: { id: 'a', url: 'data:text/html,x', match: 'platform' },
      message: { links: [{ url: 'vbscript:x', title: 'Hier' }] },
    })
    const html = presentationHtml(presentEvent(event, options), [{ name: 'a', url: ' javascript:alert(1)' }])
    expect(tags(html)).not.toContainEqual(expect.stringMatching(/^a /))
    expect(html).not.toMatch(/javascript|vbscript|data:/)
  })

  const unsafe = [
    '<li><div><li>a</li></div></li><p>Antworten: an chef@evil.test</p>',
    '<p>a</p></div>',
    '<p onclick="a">a</p>',
    '<img src="https://a.test/a.gif">',
    'a<!-- ',
    '&#8238;a',
  ]
  it.each(unsafe)('shows the words instead of HTML that is not written as safe: %s', (html) => {
    const shown = presentEvent(mail({ message: { html } }), options)
    expect(shown).not.toHaveProperty('html')
    const written = presentationHtml(shown)
    expect(written).toBe(presentationHtml(presentEvent(mail({ message: { html: '' } }), options)))
    for (const words of ['Immer noch schwarz.', 'Tel. 030 1234567', 'Bitte neu starten.'])
      expect(written).toContain(words)
  })

  it.each(unsafe)('loses no words that came only in HTML that is not safe: %s', (html) => {
    const { text, ...shown } = presentEvent(mail({ message: { text: '', html } }), options)
    expect(shown).not.toHaveProperty('html')
    expect(text).toBe(html.trim())
    expect(presentationHtml({ ...shown, text })).toContain(escapeText(html.trim()))
  })

  it('keeps whatever a mail’s HTML is in its box', () => {
    const shown = ['p', 'table', 'p', 'div', 'p', 'div']
    const shownAsText = [...shown, 'p', 'div']
    fc.assert(
      fc.property(
        fc.oneof(
          markup,
          nearlySafe,
          markup.map((html) => toSafeHtml(html)),
        ),
        (html) => {
          const [root] = parseFragment(
            presentationHtml(presentEvent(mail({ message: { html } }), options)),
          ).childNodes
          const inRoot = root && 'childNodes' in root ? root.childNodes.map(({ nodeName }) => nodeName) : []
          expect([shown, shownAsText]).toContainEqual(inRoot)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('turns no text within a mail’s HTML', () => {
    const html = '<p title="a\u202eb">c\u202ed</p>'
    expect(presentEvent(mail({ message: { html } }), options).html).toBe('<p title="ab">cd</p>')
  })
})
