import { describe, expect, it } from 'vitest'
import { readEnvelope } from '../../../../functions/platforms/mime/read-envelope.ts'

const asBytes = (text: string) => Buffer.from(text).toString('latin1')

describe('an internationalized envelope', () => {
  it.each([
    ['one character a byte', asBytes('bär@müller.test, b@c.test')],
    ['percent-encoded as a whole', encodeURIComponent('bär@müller.test, b@c.test')],
    [
      'percent-encoded after it was taken for Latin-1',
      encodeURIComponent(asBytes('bär@müller.test, b@c.test')),
    ],
  ])('is read as UTF-8, %s', (_, value) => {
    expect(readEnvelope(new Headers({ 'x-envelope-to': value })).to).toEqual(['bär@müller.test', 'b@c.test'])
  })

  it('leaves the percent signs of an address alone', () => {
    const headers = new Headers({ 'x-envelope-from': '<a%40b@c.test>', 'x-envelope-to': 'a%C3%A4@c.test' })
    expect(readEnvelope(headers)).toEqual({ from: 'a%40b@c.test', to: ['a%C3%A4@c.test'] })
  })

  it('is split at commas, but not inside a local part in quotation marks', () => {
    expect(readEnvelope(new Headers({ 'x-envelope-to': '"a,b"@c.test,d@e.test' })).to).toEqual([
      '"a,b"@c.test',
      'd@e.test',
    ])
  })

  it('keeps the null sender', () => {
    expect(readEnvelope(new Headers({ 'x-envelope-from': '<>' }))).toEqual({ from: '', to: [] })
  })
})
