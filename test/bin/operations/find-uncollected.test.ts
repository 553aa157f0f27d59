import { describe, expect, it } from 'vitest'
import { describeUncollected, findUncollected } from '../../../bin/operations/find-uncollected.ts'
import { operationsScene } from '../../support/operations-scene.ts'

describe('mails that nobody would take out of the bucket', () => {
  const scene = () => {
    const { ports, objects } = operationsScene()
    for (const key of ['ses/1', 'ses/2', 'mime/3/mail', 'mime/3/ticket', 'mime/4/ticket'])
      objects.set(`incoming/${key}`, new Uint8Array())
    objects.set('bodies/contacts/evt_1.json', new Uint8Array())
    return ports
  }

  it('are those of platforms that are taken away, by platform, without tickets', async () => {
    expect([...(await findUncollected([], scene()))]).toEqual([
      ['mime', 1],
      ['ses', 2],
    ])
    expect([...(await findUncollected(['ses'], scene()))]).toEqual([['mime', 1]])
    expect([...(await findUncollected(['ses', 'mime'], scene()))]).toEqual([])
  })

  it('keep it from being taken away, in a sentence', async () => {
    expect(describeUncollected(await findUncollected(['mime'], scene()), 'bin/deployment.ts')).toEqual([
      expect.stringMatching(/^bin\/deployment\.ts: 2 mails of "ses" wait in the bucket, /),
    ])
  })
})
