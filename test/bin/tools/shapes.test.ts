import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { shapeSources } from '../../../bin/tools/shape-sources.ts'
import { shapeOf } from '../../../bin/tools/shapes.ts'

describe('the shapes that functions check', () => {
  it.each(Object.entries(shapeSources()))(
    'say in %s what the schemas say; `npm run schemas` writes them',
    (file, source) => {
      expect(readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')).toBe(source)
    },
  )
})

describe('shapeOf', () => {
  it('keeps every rule and no remark', () => {
    const schema = z.object({
      name: z.string().min(1).meta({ description: 'What it is called.' }),
      sizes: z.array(z.int().positive()).max(3).optional(),
      tags: z.set(z.string()),
      more: z.record(z.string(), z.unknown()),
    })
    expect(shapeOf(schema)).toEqual({
      type: 'object',
      required: ['name', 'tags', 'more'],
      properties: {
        name: { type: 'string', minLength: 1 },
        sizes: { type: 'array', maxItems: 3, items: { type: 'integer', exclusiveMinimum: 0 } },
        tags: { type: 'set', items: { type: 'string' } },
        more: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: {} },
      },
    })
  })

  it.each([
    ['a refinement', z.string().refine((text) => text !== 'x'), 'cannot check `custom`'],
    ['a date', z.object({ at: z.date() }), 'cannot check `z.date`'],
    ['a transformation', z.object({ at: z.string().transform(Number) }), 'cannot check `z.pipe`'],
    ['a choice', z.union([z.string(), z.number()]), 'cannot check `z.union`'],
    ['a multiple', z.number().multipleOf(2), 'cannot check `multiple_of`'],
    ['fields that it refuses', z.strictObject({}), 'cannot check `true` or `false`'],
  ])('refuses %s, which a function would let pass', (_what, schema, message) => {
    expect(() => shapeOf(schema)).toThrow(message)
  })
})
