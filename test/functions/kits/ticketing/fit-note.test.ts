import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitNote } from '../../../../functions/kits/ticketing/fit-note.ts'
import { presentEvent } from '../../../../functions/presentation/present-event.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'

const event = routedEvent({ message: { id: 'facebook:777_10', text: 'Wort '.repeat(500), attachments: [] } })
const presentation = presentEvent(event, { language: 'de', timeZone: 'UTC' })

describe('fitNote', () => {
  it('keeps to every limit, however small, and says that it has shortened', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1200 }),
        fc.constantFrom('utf16', 'bytes'),
        fc.constantFrom('html', 'text'),
        (maxLength, unit, format) => {
          const { body, shortened } = fitNote(presentation, [], { formats: [format], maxLength, unit }, '[…]')
          expect(unit === 'bytes' ? Buffer.byteLength(body) : body.length).toBeLessThanOrEqual(maxLength)
          expect(shortened).toBe(true)
        },
      ),
    )
  })

  it('begins as the whole note does where there is room for hardly a line, in plain text', () => {
    const whole = fitNote(presentation, [], { formats: ['text'], maxLength: 100_000 }, '[…]')
    const stump = fitNote(presentation, [], { formats: ['html'], maxLength: 60 }, '[…]')
    expect(stump.format).toBe('text')
    expect(stump.body.endsWith('[…]')).toBe(true)
    expect(whole.body.startsWith(stump.body.slice(0, 30))).toBe(true)
    expect(stump.body).not.toContain('Wort')
  })
})
