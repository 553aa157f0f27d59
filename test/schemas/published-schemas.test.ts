import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { publishedSchemas } from '../../bin/tools/published-schemas.ts'
import { deployment } from '../support/deployment.ts'
import samples from './fixtures/contact-event.v1.json' with { type: 'json' }

const folder = join(import.meta.dirname, '../../schemas/json')

function compile(file: string) {
  const ajv = new Ajv2020({ allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(JSON.parse(readFileSync(join(folder, file), 'utf8')))
}

describe('schemas/json', () => {
  it('holds what the schemas say now; `node bin/tools/publish-schemas.ts` brings it up to date', () => {
    const published = publishedSchemas()
    expect(readdirSync(folder).sort()).toEqual(Object.keys(published).sort())
    for (const [file, schema] of Object.entries(published))
      expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(schema)
  })

  it('accepts every event of version 1', () => {
    const validate = compile('contact-event.v1.schema.json')
    for (const sample of samples) {
      validate(sample)
      expect(validate.errors).toBeNull()
    }
  })

  it('lets a consumer accept the fields and kinds that version 1 may still get', () => {
    const validate = compile('contact-event.v1.schema.json')
    expect(validate({ ...samples[0], kind: 'message.pinned', sentiment: 'angry' })).toBe(true)
  })

  it.each([
    ['no conversation', { conversation: undefined }],
    ['an unknown visibility', { visibility: 'secret' }],
    ['a kind that is no text', { kind: 7 }],
  ])('lets a consumer refuse %s', (_what, change) => {
    const validate = compile('contact-event.v1.schema.json')
    expect(validate(JSON.parse(JSON.stringify({ ...samples[0], ...change })))).toBe(false)
  })

  it('accepts a deployment as bin/deployment.ts writes one', () => {
    expect(compile('deployment.schema.json')(deployment)).toBe(true)
  })
})
