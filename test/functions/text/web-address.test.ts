import { describe, expect, it } from 'vitest'
import { webAddress } from '../../../functions/text/web-address.ts'

describe('webAddress', () => {
  it.each([
    ['https://x.test/ä?b=c d', 'https://x.test/%C3%A4?b=c%20d'],
    ['http://x.test', 'http://x.test/'],
    ['java\nscript:alert(1)', undefined],
    ['mailto:a@b.test', undefined],
    ['nothing', undefined],
    [undefined, undefined],
  ])('makes of %j: %j', (address, href) => {
    expect(webAddress(address)).toBe(href)
  })
})
