import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactHtml } from '../../../../functions/destinations/zendesk/redact-comment.ts'

const id = `evt_${'0a'.repeat(16)}`

describe('redactHtml', () => {
  it('marks everything that is said, links and pictures too', () => {
    const html = '<p class="x">Geheim <a href="https://a.test/">hier</a> <img src="https://b.test/"></p>'
    expect(redactHtml(html)).toBe(
      '<p class="x"><redact>Geheim </redact><a redact href="https://a.test/"><redact>hier</redact></a> <img redact src="https://b.test/"></p>',
    )
  })

  it('leaves the id of the event, and nothing beside it', () => {
    expect(redactHtml(`<div>Netzdialog: ${id}\nGeheim</div>`)).toBe(
      `<div><redact>Netzdialog: </redact>${id}<redact>\nGeheim</redact></div>`,
    )
  })

  it('changes nothing but adds marks, whatever there is', () => {
    const part = fc.oneof(fc.constantFrom('<p>', '</p>', '<br>', '<b>', ' ', id), fc.string())
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const html = parts.join('').replace(/<\/?redact>/g, '')
        expect(
          redactHtml(html)
            .replace(/<\/?redact>/g, '')
            .replace(/<(a|img) redact/gi, '<$1'),
        ).toBe(html)
      }),
    )
  })
})
