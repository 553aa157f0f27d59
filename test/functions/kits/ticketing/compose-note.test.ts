import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { composeNote, type NoteLimits } from '../../../../functions/kits/ticketing/compose-note.ts'
import { storableText } from '../../../../functions/text/storable-text.ts'
import type { Attachment, RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'

const limits: NoteLimits = { formats: ['html'], maxLength: 20_000, files: { maxBytes: 1_000_000 } }

async function write(event: RoutedEvent, overrides: Partial<NoteLimits> = {}) {
  const settings = { language: 'de' as const, timeZone: 'Europe/Berlin' }
  return composeNote(event, await deliveryContext(event, settings), { ...limits, ...overrides })
}

const withText = (text: string, attachments: Attachment[] = []) =>
  routedEvent({ message: { id: 'facebook:777_10', text, attachments } })
const inPlane = (text: string) => storableText(text, 'bmp')
const mark = '[gekürzt, der ganze Text steht in der Datei]'

describe('composeNote', () => {
  it('takes the next format where the best would be too long', async () => {
    const event = withText('& '.repeat(6000))
    expect(await write(event, { formats: ['html', 'text'] })).toMatchObject({ format: 'text', files: [] })
    expect(await write(withText('kurz'), { formats: ['html', 'text'] })).toMatchObject({ format: 'html' })
  })

  it('shows the beginning of what is too long, and hands over the whole of it as the first file', async () => {
    const event = routedMail({
      message: {
        id: 'm',
        text: `Anfang ${'Wort '.repeat(9000)}Ende`,
        attachments: routedMail().message?.attachments ?? [],
      },
    })
    const note = await write(event, { formats: ['text'] })
    expect(note.body).toContain('Anfang')
    expect(note.body.endsWith(mark)).toBe(true)
    expect(note.body.length).toBeGreaterThan(19_000)
    expect(note.files.map(({ name }) => name)).toEqual(['Nachricht.txt', 'foto.jpg'])
    expect(Buffer.from(note.whole?.bytes ?? []).toString()).toContain('Ende')
    expect(note.degraded).toEqual(['text_shortened'])
  })

  it('promises no file where there is room for none', async () => {
    const note = await write(withText('Wort '.repeat(9000)), { formats: ['text'], wholeAsFile: false })
    expect(note.body.endsWith('[gekürzt]')).toBe(true)
    expect(note.files).toEqual([])
  })

  it.each([['html'], ['text']] as const)(
    'keeps to the limit whatever a text consists of (%s)',
    async (format) => {
      const units = fc.constantFrom('a', ' ', '\n', '<', '&', '🚚', 'ä', '===', '\n=== x ===\n')
      await fc.assert(
        fc.asyncProperty(fc.array(units, { minLength: 1, maxLength: 30 }), async (parts) => {
          const text = parts.join('').repeat(2000)
          for (const unit of ['utf16', 'bytes'] as const) {
            const { body } = await write(withText(text), { formats: [format], unit, storable: inPlane })
            expect(unit === 'bytes' ? Buffer.byteLength(body) : body.length).toBeLessThanOrEqual(20_000)
          }
        }),
        { numRuns: 20 },
      )
    },
  )

  it('leaves out a list of files that is too long by itself, and keeps the words', async () => {
    const attachment: Attachment = {
      ...routedMail().message!.attachments[0]!,
      state: 'remote',
      url: `https://cdn.acme.test/${'x'.repeat(400)}`,
    } as Attachment
    const note = await write(
      withText(
        'Anfang '.repeat(9),
        Array.from({ length: 100 }, () => attachment),
      ),
      { formats: ['text'] },
    )
    expect(note.body).toContain('Anfang')
    expect(note.body.length).toBeLessThanOrEqual(20_000)
    expect(Buffer.from(note.whole?.bytes ?? []).toString()).toContain('https://cdn.acme.test/')
  })

  it('names files that the system has not taken, and hands over the others', async () => {
    const note = await write(routedMail())
    const refused = note.without(note.attachments)
    expect(refused.files).toEqual([])
    expect(refused.body).toContain('von diesem System nicht angenommen')
    expect(refused.degraded).toEqual(['attachment_refused'])
  })

  it('writes out what the system cannot hold, in the subject too', async () => {
    const note = await write(withText('Lkw 🚚'), { storable: inPlane, maxSubject: 20 })
    expect(note.body).toContain('Lkw [U+1F69A]')
    expect(note.subject.length).toBeLessThanOrEqual(20)
    expect(note.degraded).toEqual(['characters_replaced'])
  })

  it('is HTML, too, as long as that is short enough', async () => {
    const asText = { formats: ['text'] } as const
    expect((await write(withText('a < b'), asText)).html()).toContain('a &#60; b')
    const escaped = await write(withText('<'.repeat(19_000)), asText)
    expect([escaped.format, escaped.html()]).toEqual(['text', undefined])
  })

  it('adds the lines that the system needs', async () => {
    const note = await write(routedEvent(), { facts: ({ id }) => [{ label: 'Netzdialog', value: id }] })
    expect(note.body).toContain(routedEvent().id)
  })
})
