import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { NormalizeResult, Platform } from '../../../functions/contracts/platform.ts'
import { Proven } from '../../../functions/contracts/proven.ts'
import { MalformedPayload } from '../../../functions/core/errors.ts'
import { readProven } from '../../../functions/ingest/read-proven.ts'
import { comment, customer } from '../../support/contact-events.ts'

const context = { settings: {}, receivedAt: '2026-11-20T19:43:22.105Z' }

const bytes = Proven.fromQuarantine({ body: new Uint8Array(), headers: new Headers() })

const platform = (normalize: Platform['normalize']): Platform => ({
  name: 'scripted',
  label: 'Scripted',
  settings: z.unknown(),
  verify: () => {},
  normalize,
})

const result = (fields: Partial<NormalizeResult>): NormalizeResult => ({
  events: [],
  ignored: [],
  quarantined: [],
  objects: [],
  ...fields,
})

describe('readProven', () => {
  const sound = comment('777_10', customer('anne'))

  it('hands on what the adapter made of the bytes', async () => {
    const made = result({ events: [sound], ignored: [{ what: 'like', why: 'of the page' }] })
    expect(
      await readProven(
        platform(async () => made),
        bytes,
        context,
      ),
    ).toBe(made)
  })

  it('writes what people call the platform into its events, and into no others', async () => {
    const own = { ...sound, platform: 'scripted' }
    const events = [own, { ...sound, platform: 'email' as const }]
    const read = await readProven(
      platform(async () => result({ events })),
      bytes,
      context,
    )
    expect(read.events.map(({ platformLabel }) => platformLabel)).toEqual(['Scripted', undefined])
    expect(read.quarantined).toEqual([])
  })

  it('quarantines the one event in a hundred that breaks the schema', async () => {
    const events = Array.from({ length: 99 }, (_, index) => comment(`777_${index}`, customer('anne')))
    const broken = { ...sound, occurredAt: 'yesterday' }
    const earlier = { what: 'x', why: 'y', part: 1 }
    const read = await readProven(
      platform(() => result({ events: [...events, broken], quarantined: [earlier] })),
      bytes,
      context,
    )
    expect(read.events).toEqual(events)
    expect(read.quarantined).toEqual([
      earlier,
      { what: 'message.created', why: 'the event breaks the schema', part: broken },
    ])
  })

  it.each([
    ['cannot read the bytes', new MalformedPayload('not_json', 'Anne'), 'not_json'],
    ['fails in an unforeseen way', new TypeError('Anne'), 'TypeError'],
  ])('quarantines the body where the adapter %s, and names the code only', async (_, error, code) => {
    const failing = platform(() => {
      throw error
    })
    expect(await readProven(failing, bytes, context)).toEqual(
      result({ quarantined: [{ what: 'body', why: `cannot be read (${code})`, part: undefined }] }),
    )
  })
})
