import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { presentationSettings } from '../../../../functions/kits/delivery/language-settings.ts'

const settings = z.strictObject({ ...presentationSettings })

describe('the settings for what people read', () => {
  it('are German in Berlin’s time unless told', () => {
    expect(settings.parse({})).toEqual({ language: 'de', timeZone: 'Europe/Berlin' })
    expect(settings.parse({ language: 'en', timeZone: 'UTC' })).toEqual({ language: 'en', timeZone: 'UTC' })
  })

  it('say what to write instead of a zone that does not exist', () => {
    expect(settings.safeParse({ timeZone: 'Berlin' }).error?.issues[0]?.message).toBe(
      'must be a time zone of the IANA database, e.g. Europe/Berlin',
    )
  })
})
