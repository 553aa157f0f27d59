import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { eventExamplesPage } from '../../bin/tools/event-examples-page.ts'
import { contactEvent, kinds } from '../../schemas/contact-event.ts'
import { recordEventExamples } from './record-event-examples.ts'

const project = join(import.meta.dirname, '../..')
const recording = new URL('./fixtures/event-examples.json', import.meta.url)

describe('docs/event-examples.md', () => {
  let made: Awaited<ReturnType<typeof recordEventExamples>>

  beforeAll(async () => {
    made = await recordEventExamples()
    if (process.env['UPDATE_FIXTURES'] === '1')
      await writeFile(recording, `${JSON.stringify(made, undefined, 2)}\n`)
  })

  it('is recorded from real payloads: UPDATE_FIXTURES=1 writes the recording, to be read by eye', async () => {
    expect(made).toEqual(JSON.parse(await readFile(recording, 'utf8')))
  })

  it('is as the recording has it: run `npm run docs`', async () => {
    expect(await readFile(join(project, 'docs/event-examples.md'), 'utf8')).toBe(
      await eventExamplesPage(project),
    )
  })

  it('has an example of every kind that the schema has', () => {
    expect([...new Set(made.map(({ kind }) => kind))]).toEqual([...kinds])
  })

  it('has examples that keep to the schema, under the type of their kind', () => {
    const envelope = z.object({ id: z.string(), type: z.string(), data: contactEvent })
    for (const { kind, body } of made) {
      const { id, type, data } = envelope.parse(body)
      expect({ id, type, kind }).toEqual({
        id: data.id,
        type: `de.netzdialog.contact.${kind}.v1`,
        kind: data.kind,
      })
      expect(data.work, kind).toBeDefined()
    }
  })

  it('says which kinds no platform that is built in sends', async () => {
    const page = await eventExamplesPage(project)
    const unsent = made.filter(({ fixture }) => fixture === undefined).map(({ kind }) => kind)
    expect(page.match(/No platform that is built in sends/g)).toHaveLength(unsent.length)
  })
})
