import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { contactEvent } from '../../schemas/contact-event.ts'
import samples from './fixtures/contact-event.v1.json' with { type: 'json' }

/** The names of all fields, those of objects in lists and in optional fields too. */
function fieldsOf(schema: unknown, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.unwrap(), path)
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, path)
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, field]) => [
    `${path}${name}`,
    ...fieldsOf(field, `${path}${name}.`),
  ])
}

function namesIn(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, path))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) => [
    `${path}${name}`,
    ...namesIn(field, `${path}${name}.`),
  ])
}

describe('contactEvent', () => {
  it.each(samples.map((sample) => [sample.id, sample]))(
    'parses %s of version 1 and knows all of it',
    (_id, sample) => {
      expect(contactEvent.parse(sample)).toEqual(sample)
    },
  )

  it('finds every field of version 1 in the samples, so that none can go unnoticed', () => {
    const inSamples = new Set(samples.flatMap((sample) => namesIn(sample)))
    expect(fieldsOf(contactEvent).filter((field) => !inSamples.has(field))).toEqual([])
  })

  it.each([
    ['an id that is not ours', { id: 'evt_1' }],
    ['a number for an id', { account: { id: 4711 } }],
    ['an empty id', { account: { id: '' } }],
    ['a time without a zone', { occurredAt: '2026-11-20T19:43:21' }],
    ['a time with an offset', { receivedAt: '2026-11-20T19:43:21+01:00' }],
    ['another version', { schemaVersion: '2' }],
    ['null for what is missing', { author: null }],
  ])('refuses %s', (_what, change) => {
    expect(contactEvent.safeParse({ ...samples[0], ...change }).success).toBe(false)
  })
})
