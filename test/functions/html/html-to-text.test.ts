import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../functions/html/html-to-text.ts'
import { isQuoteBlock } from '../../../functions/kits/mail/reply/skip-html-quotes.ts'

describe('text of HTML', () => {
  it.each([
    ['<p>eins</p><p>zwei</p>', 'eins\n\nzwei'],
    ['<div>eins</div><div>zwei</div>', 'eins\nzwei'],
    ['<div>eins</div><div><br></div><div>zwei</div>', 'eins\n\nzwei'],
    ['eins<br>zwei<br/>drei', 'eins\nzwei\ndrei'],
    ['  viele \n\t Leerzeichen &nbsp; ', 'viele Leerzeichen'],
    ['<ul><li>a<li>b</ul>', '- a\n- b'],
    ['<table><tr><td>a<td>b<tr><td>c</table>', 'a | b\nc'],
    ['<pre>  a\n\n   b</pre>', 'a\n\n   b'],
    ['<blockquote><p>a</p><blockquote>b</blockquote></blockquote>c', '> a\n> > b\n\nc'],
    ['Gr&uuml;&szlig;e &#128666; &unknown; &lt;b&gt;', 'Grüße 🚚 &unknown; <b>'],
    ['a<style>x</style><script>y</script><title>z</title>b', 'ab'],
    ['<div style="display: none">versteckt</div>sichtbar', 'sichtbar'],
    ['<img alt="Foto"> da', 'Foto da'],
    ['<b>fett</b>gedruckt', 'fettgedruckt'],
    ['<!-- nichts -->', ''],
  ])('of %s', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it.each([
    ['Fotos: <a href="https://a.test/s/1?b=2&amp;c">hier</a>.', 'Fotos: hier (https://a.test/s/1?b=2&c).'],
    ['<a href="mailto:a@b.test?subject=x">Anne</a>', 'Anne (a@b.test?subject=x)'],
    ['<a href="tel:+49301234">Rückruf</a>', 'Rückruf (tel:+49301234)'],
    ['<a href="sip:anne@kunde.test">Rückruf</a>', 'Rückruf (sip:anne@kunde.test)'],
    ['<a href="ftp://kunde.test/a.zip">Fotos</a>', 'Fotos (ftp://kunde.test/a.zip)'],
    ['<a href="//kunde.test/a.zip">Fotos</a>', 'Fotos (//kunde.test/a.zip)'],
    ['<a href="https://a.test/x"><img src="cid:1"></a>', '(https://a.test/x)'],
    ['<a href="https://a.test/x"><img alt="Foto"></a>', 'Foto (https://a.test/x)'],
    [
      '<a href="https://a.test/x">eins<a href="https://a.test/y">zwei</a>',
      'eins (https://a.test/x)zwei (https://a.test/y)',
    ],
    ['<p><a href="https://a.test/x"><div>eins</div></a></p>', 'eins\n(https://a.test/x)'],
  ])('tells where the links of %s lead', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it.each([
    ['<a href="https://www.a.test/">a.test</a>', 'a.test'],
    ['<a href="https://a.test/x">https://a.test/x</a>', 'https://a.test/x'],
    ['<a href="mailto:a@b.test">a@b.test</a>', 'a@b.test'],
    ['<a href="mailto:a@b.test?subject=x">&lt;A@b.test&gt;</a>', '<A@b.test>'],
    ['<a href="tel:+49 30 1234">+49 (30) 12-34</a>', '+49 (30) 12-34'],
    ['<a href="#oben">nach oben</a>', 'nach oben'],
    ['<a href="javascript:alert(1)">da</a>', 'da'],
    ['<a name="x">Anker</a>', 'Anker'],
  ])('says nothing of the link where the words of %s do, or where none is to be followed', (html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it.each([
    ['<p>a</p><blockquote style="margin:0 0 0 40px;border:none">b</blockquote>', 'a\n\n    b'],
    ['<p>a</p><blockquote>b</blockquote>', 'a\n\n    b'],
    ['<p>a:</p><blockquote>b</blockquote>', 'a:\n> b'],
    ['<p>a</p><blockquote type="cite">b<blockquote>c</blockquote></blockquote>', 'a\n> b\n> > c'],
    ['<p>a</p><blockquote style="border-left: 1px solid #ccc">b</blockquote>', 'a\n> b'],
    ['<p>a</p><blockquote class="gmail_quote">b</blockquote>', 'a\n> b'],
  ])('marks what cites and indents what does not, where a reply is read: %s', (html, text) => {
    expect(htmlToText(html, { isQuote: isQuoteBlock })).toBe(text)
  })

  it('cuts a target of no sensible length visibly', () => {
    const text = htmlToText(`<a href="https://a.test/${'x'.repeat(5000)}">da</a>`)
    expect(text).toMatch(/^da \(https:\/\/a\.test\/x+…\)$/)
    expect(text.length).toBeLessThan(2100)
  })

  it('never fails', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom(
              '<',
              '</',
              '<p',
              '<pre>',
              '</pre>',
              '<li>',
              '<td>',
              '<br>',
              '<blockquote>',
              '</blockquote>',
            ),
          ),
        ),
        (list) => {
          expect(typeof htmlToText(list.join(''))).toBe('string')
        },
      ),
    )
  })
})
