import { describe, expect, it } from 'vitest'
import { fetchRequest } from '../../../functions/core/fetched-attachments.ts'
import { toEscapedJson } from '../../../functions/core/json.ts'
import { consumeRequests } from '../../../functions/fetch/consume-requests.ts'
import { standInFor } from '../../../functions/outbound/stand-in-for.ts'
import { fetchScene, picture, start, withPictures } from './fetch-scene.ts'

const messageOf = (body: string, id = 'r1') => ({
  recordId: id,
  receiptHandle: `handle ${id}`,
  body,
  receiveCount: 1,
  sentAt: new Date(start),
})
const asked = (id: string) => messageOf(toEscapedJson(fetchRequest(withPictures(1, id))), id)

async function consume(scene: ReturnType<typeof fetchScene>, ...messages: ReturnType<typeof messageOf>[]) {
  const postponed: [string, number][] = []
  const again = await consumeRequests(messages, {
    ...scene.ports,
    async postpone(handle, seconds) {
      postponed.push([handle, seconds])
      if (handle.endsWith('lost')) throw new Error('no')
    },
  })
  return { again, postponed }
}

describe('requests for files', () => {
  it('are done with one by one, and come again where a file has yet to come', async () => {
    const scene = fetchScene({ serve: (url) => (url.includes('/away/') ? 'no connection' : picture()) })
    const { again, postponed } = await consume(scene, asked('away'), asked('here'))
    expect([again, postponed]).toEqual([['away'], [['handle away', 1]]])
    expect(scene.counts.get('Retried')).toBe(1)
    expect(scene.told().map(({ message }) => message?.id)).toEqual(['facebook:here'])
  })

  it('come again where they cannot be read, or what they need is away', async () => {
    const scene = fetchScene({
      ports: {
        contacts: { send: async ([message]) => [{ id: message?.id ?? '', taken: false, fault: 'queue' }] },
      },
    })
    const { again } = await consume(scene, messageOf('{', 'r1'), messageOf('{}', 'r2'), asked('r3'))
    expect(again).toEqual(['r1', 'r2', 'r3'])
    expect(scene.counts.get('Failed')).toBe(3)
    expect(scene.lines.map(({ fields }) => fields['code'])).toEqual([
      'not_json',
      'not_an_event',
      'queue_unavailable',
    ])
  })

  it('come again by themselves where the queue cannot be told when', async () => {
    const scene = fetchScene()
    expect((await consume(scene, messageOf('{', 'lost'))).again).toEqual(['lost'])
    expect(scene.lines.at(-1)?.code).toBe('postpone_failed')
  })
})

it('the stand-in for platforms on this machine is asked with their host in front', async () => {
  const seen: string[] = []
  const fetch = standInFor('http://127.0.0.1:7/files', async (url) => {
    seen.push(url)
    return picture()
  })
  await fetch('https://scontent.xx.fbcdn.net/a/1.jpg?x=1', { method: 'GET', headers: {} })
  expect(seen).toEqual(['http://127.0.0.1:7/files/scontent.xx.fbcdn.net/a/1.jpg?x=1'])
})
