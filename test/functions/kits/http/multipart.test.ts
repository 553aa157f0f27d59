import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FormPart, multipart } from '../../../../functions/kits/http/multipart.ts'

/** As a server reads it. */
async function read(parts: readonly FormPart[]): Promise<[string, unknown][]> {
  const { type, content } = await multipart(parts)
  const body = Buffer.from(content)
  const form = await new Response(body, { headers: { 'content-type': type } }).formData()
  return Promise.all(
    [...form].map(async ([name, value]): Promise<[string, unknown]> => {
      if (typeof value === 'string') return [name, value]
      return [name, { name: value.name, type: value.type, bytes: await value.bytes() }]
    }),
  )
}

describe('a form with files', () => {
  it('is read as it was written, in its order, with names that come again', async () => {
    const file = { name: 'Grüße "neu".jpg', type: 'image/jpeg', bytes: Buffer.from([0, 13, 10, 45, 45, 255]) }
    const parts: FormPart[] = [
      ['subject', 'Röstgrad?'],
      ['status', 2],
      ['private', true],
      ['attachments[]', file],
      ['attachments[]', { ...file, name: 'b.txt', type: 'text/plain' }],
    ]
    expect(await read(parts)).toEqual([
      ['subject', 'Röstgrad?'],
      ['status', '2'],
      ['private', 'true'],
      ['attachments[]', { ...file, bytes: new Uint8Array(file.bytes) }],
      ['attachments[]', { name: 'b.txt', type: 'text/plain', bytes: new Uint8Array(file.bytes) }],
    ])
  })

  it('lets nothing of a file or its name end its part', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.string({ unit: 'binary', minLength: 1 }), async (bytes, name) => {
        const found = await read([
          ['a', { name, type: 'text/plain', bytes }],
          ['b', 'end'],
        ])
        expect(found.map(([part]) => part)).toEqual(['a', 'b'])
        expect(found[0]?.[1]).toMatchObject({ bytes })
      }),
      { numRuns: 50 },
    )
  })
})
