import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressTemplate, personAddress } from '../../../../functions/kits/delivery/person-address.ts'
import type { Person } from '../../../../schemas/contact-event.ts'

const template = 'contact+{platform}-{id}@social.acme.example'
const onFacebook = { platform: 'facebook' } as const
const addressOf = (person: Partial<Person>, by: string | undefined = template) =>
  personAddress({ role: 'customer', ...person }, onFacebook, by)

describe('personAddress', () => {
  it('takes the person’s own before one of the template’s', () => {
    expect(addressOf({ id: '991', email: 'anne@kunde.test' })).toBe('anne@kunde.test')
  })

  it('makes one of the operator’s template', () => {
    expect(addressOf({ id: '991' })).toBe('contact+facebook-991@social.acme.example')
  })

  it('has none without an id, a template or a person', () => {
    expect(addressOf({ name: 'Änne' })).toBeUndefined()
    expect(personAddress({ role: 'customer', id: '991' }, onFacebook, undefined)).toBeUndefined()
    expect(personAddress(undefined, onFacebook, template)).toBeUndefined()
  })

  it.each(['a@b.test, c@d.test', 'a@b.test\r\nBcc: x@y.test', 'anne', '"a b"@c.test', '<a@b.test>'])(
    'does not take %j for an address',
    (email) => {
      expect(addressOf({ id: '991', email })).toBe('contact+facebook-991@social.acme.example')
    },
  )

  it('tells ids apart that look alike when they are made safe', () => {
    const addresses = ['a.b', 'a-b', 'A.B', 'a b', 'ab', 'Ab'].map((id) => addressOf({ id })?.toLowerCase())
    expect(new Set(addresses).size).toBe(6)
  })

  it('has a local part of at most 64 safe characters, the same for the same id and no other', () => {
    const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(id, id, (one, other) => {
        const address = addressOf({ id: one }) ?? ''
        expect(address).toMatch(/^contact\+facebook-[a-z0-9-]{1,47}@social\.acme\.example$/)
        expect(address.indexOf('@')).toBeLessThanOrEqual(64)
        expect(addressOf({ id: one })).toBe(address)
        expect(addressOf({ id: other }) === address).toBe(one === other)
      }),
    )
  })
})

describe('personAddress on a platform of a long name', () => {
  const slug = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/)
  const fixed = fc.stringMatching(/^[a-z.+]{1,20}$/)
  const anyTemplate = fc
    .tuple(fixed, fc.constantFrom('{platform}', '', '{platform}{platform}'), fixed)
    .map(([before, middle, after]) => `${before}${middle}${after}{id}@social.acme.example`)
    .filter((each) => addressTemplate.safeParse(each).success)

  it('keeps to 64 characters with every template that is taken, and tells ids and platforms apart', () => {
    const person = (platform: string, id: string, by: string) =>
      personAddress({ role: 'customer', id }, { platform }, by) ?? ''
    fc.assert(
      fc.property(anyTemplate, slug, slug, fc.string({ minLength: 1 }), (by, one, other, id) => {
        const address = person(one, id, by)
        expect(address.lastIndexOf('@')).toBeLessThanOrEqual(64)
        expect(person(one, id, by)).toBe(address)
        expect(person(one, `${id}2`, by)).not.toBe(address)
        if (by.includes('{platform}')) expect(person(other, id, by) === address).toBe(one === other)
      }),
    )
  })

  it('shows what there is room for of the name', () => {
    const platform = 'forum-of-household-electronics-and-tools'
    const address = personAddress({ role: 'customer', id: '991' }, { platform }, template)
    expect(address).toMatch(
      /^contact\+forum-of-household-electronics-and-tool-[0-9a-f]{16}@social\.acme\.example$/,
    )
  })
})

describe('addressTemplate', () => {
  it.each([template, '{id}@acme.example', '{platform}.{id}@acme.example'])('takes %s', (each) => {
    expect(addressTemplate.parse(each)).toBe(each)
  })

  it.each([
    'contact@acme.example',
    '{id}',
    'contact@{id}.example',
    '{id}{id}@acme.example',
    `${'a'.repeat(60)}{id}@acme.example`,
    'a b{id}@acme.example',
  ])('refuses %s', (each) => {
    expect(addressTemplate.safeParse(each).error?.issues[0]?.message).toMatch(
      /^must be an address with \{id\}/,
    )
  })
})
