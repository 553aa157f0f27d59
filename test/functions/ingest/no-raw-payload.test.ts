import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { facebook } from '../../../functions/platforms/facebook/index.ts'
import { ingestScene } from '../../support/ingest-scene.ts'

const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../bin/samples/facebook/${name}.json`, import.meta.url), 'utf8'),
  ) as object
const secrets = { appSecrets: ['0123456789abcdef'], verifyTokens: ['word'] }
const mark = 'only-in-the-payload'

/** A payload with a field that no event has. */
const marked = (payload: object) => JSON.stringify({ ...payload, of_the_payload: mark })

it.each(['comment', 'message', 'review'])(
  'a stack keeps nothing of the payload of a %s that it understands',
  async (name) => {
    const scene = ingestScene({ normalize: facebook.normalize, settings: async () => secrets })
    const answer = await scene.request({ body: marked(sample(name)) })
    expect([answer.status, scene.taken.length]).toEqual([200, 1])
    expect([...scene.objects.keys()]).toEqual([])
    expect(JSON.stringify(scene.taken)).not.toContain(mark)
  },
)
