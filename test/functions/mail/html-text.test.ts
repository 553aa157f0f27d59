import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../functions/mail/html-text.ts'

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
