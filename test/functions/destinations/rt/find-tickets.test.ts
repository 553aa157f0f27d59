import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldIs, searchable } from '../../../../functions/destinations/rt/find-tickets.ts'

/** Of what breaks out of quotes, what has case, and what is neither. */
const ids = fc.string({
  unit: fc.constantFrom(
    "'",
    '\\',
    '"',
    ' ',
    'a',
    'B',
    'ß',
    'Ä',
    ':',
    '}',
    '\n',
    '\0',
    '%',
    '🚚',
    '\ud83d',
    'OR 1=1',
  ),
})

describe('searchable', () => {
  it('leaves the ids of comments and mail threads as they are', () => {
    for (const id of [
      'facebook:4711_777/777_10',
      'email:1f0c6e2ab93d4785',
      'evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72',
    ])
      expect(searchable(id)).toBe(id)
  })

  it('tells apart what differs in nothing but case, which RT does not', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const other = id.toUpperCase() === id ? id.toLowerCase() : id.toUpperCase()
        fc.pre(other !== id)
        expect(searchable(id).toLowerCase()).not.toBe(searchable(other).toLowerCase())
      }),
    )
  })

  it('fits into a custom field', () => {
    expect(searchable('a'.repeat(5000)).length).toBeLessThanOrEqual(255)
  })
})

describe('fieldIs', () => {
  it('lets no id out of its quotes', () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(fieldIs('NetzdialogKey', id)).toMatch(/^CF\.\{NetzdialogKey\} = '[a-z0-9:_@.+/=<>-]+'$/)
      }),
    )
  })
})
