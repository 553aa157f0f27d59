import { describe, expect, it } from 'vitest'
import { keyOfLedgerId, ledgerId, personKey } from '../../../functions/core/person-key.ts'

describe('the key of a person', () => {
  it('is the same for an address in any capitals, and not for an id of a platform', () => {
    expect(personKey({ id: 'Anne@Kunde.test' })).toBe(personKey({ id: 'anne@kunde.test' }))
    expect(personKey({ id: 'aB', scope: 'x' })).not.toBe(personKey({ id: 'ab', scope: 'x' }))
    expect(personKey({ id: '991', scope: 'facebook:1' })).not.toBe(
      personKey({ id: '991', scope: 'facebook:2' }),
    )
  })

  it.each(['anne@kunde.test', '+4930123456'])('is all that the ledger has of %s', (id) => {
    expect(ledgerId(id)).toMatch(/^hash:[0-9a-f]{16}$/)
    expect(keyOfLedgerId(ledgerId(id), undefined)).toBe(personKey({ id }))
    expect(keyOfLedgerId(id, undefined)).toBe(personKey({ id }))
  })

  it('is found by the id of a platform, which the ledger keeps as it is', () => {
    expect(ledgerId('991')).toBe('991')
    expect(keyOfLedgerId('991', 'facebook:1')).toBe(personKey({ id: '991', scope: 'facebook:1' }))
  })
})
