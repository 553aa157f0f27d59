import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { destinationOf, platformOf } from '../../../functions/contracts/own-adapter.ts'
import { facebook } from '../../../functions/platforms/facebook/index.ts'

const destination = {
  name: 'desk',
  settings: z.object({}),
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  open: () => ({ deliver: async () => ({ status: 'delivered' }) }),
}

describe('a module of one’s own', () => {
  it('gives what it exports as platform or destination', () => {
    expect(platformOf({ platform: facebook, sender: {} })).toBe(facebook)
    expect(destinationOf({ destination })).toBe(destination)
  })

  it('gives neither for the other, nor from a default export', () => {
    expect(platformOf({ destination, platform: destination })).toBeUndefined()
    expect(destinationOf({ default: destination, destination: facebook })).toBeUndefined()
  })

  it.each([
    ['no name', { name: undefined }],
    ['settings that are no schema', { settings: { url: 'string' } }],
    ['settings that are a word', { settings: 'url' }],
    ['no limits', { limits: undefined }],
    ['an open that is no function', { open: {} }],
  ])('gives none with %s', (_, wrong) => {
    expect(destinationOf({ destination: { ...destination, ...wrong } })).toBeUndefined()
  })

  it.each([
    ['no verify', { verify: undefined }],
    ['a normalize that is no function', { normalize: 'later' }],
  ])('gives no platform with %s', (_, wrong) => {
    expect(platformOf({ platform: { ...facebook, ...wrong } })).toBeUndefined()
  })

  it.each([undefined, null, 'text', {}, { destination: null, platform: undefined }])(
    'gives none of %j',
    (module) => {
      expect([platformOf(module), destinationOf(module)]).toEqual([undefined, undefined])
    },
  )
})
