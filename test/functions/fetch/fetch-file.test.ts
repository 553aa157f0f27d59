import { describe, expect, it } from 'vitest'
import type { Platform } from '../../../functions/contracts/platform.ts'
import { directMessage } from '../../support/contact-events.ts'
import { anne, fetchScene, picture, withPictures } from './fetch-scene.ts'

const hosts = ['api.telegram.org']
/** As a platform does it that names a file by an id alone: its address is asked for, and valid for an hour. */
const fetchAttachment: NonNullable<Platform['fetchAttachment']> = async ({ details }, { fetch, signal }) => {
  const url = `https://api.telegram.org/bot1:key/getFile?file_id=${details?.['fileId']}`
  const response = await fetch(url, { method: 'GET', headers: {}, signal })
  if (response.status === 400) return undefined
  const { result } = (await response.json()) as { result: { file_path: string } }
  return { url: `https://api.telegram.org/file/bot1:key/${result.file_path}`, headers: { 'x-key': 'k' } }
}
const named = directMessage('m1', anne, {
  message: {
    id: 'facebook:m1',
    attachments: [{ type: 'photo', state: 'pending', details: { fileId: 'AgAC' } }],
  },
})
const found = () => Response.json({ ok: true, result: { file_path: 'photos/file_1.png' } })

describe('a file that a platform names by an id', () => {
  it('is fetched as its adapter says', async () => {
    const serve = (url: string) => (url.includes('getFile') ? found() : picture())
    const scene = fetchScene({ adapter: { attachmentHosts: hosts, fetchAttachment }, serve })
    expect(await scene.run(named)).toBe('done')
    expect(scene.asked.map(({ url }) => url)).toEqual([
      'https://api.telegram.org/bot1:key/getFile?file_id=AgAC',
      'https://api.telegram.org/file/bot1:key/photos/file_1.png',
    ])
    expect(scene.asked[1]?.headers).toMatchObject({ 'x-key': 'k' })
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      type: 'image/png',
      state: 'stored',
      details: { fileId: 'AgAC' },
    })
  })

  it('is not here where the platform knows it no longer', async () => {
    const serve = () => new Response('', { status: 400 })
    const scene = fetchScene({ adapter: { attachmentHosts: hosts, fetchAttachment }, serve })
    await scene.run(named)
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      state: 'unavailable',
      reason: 'the platform has it no longer',
    })
  })

  it('is asked for again where the platform is away, or the adapter fails', async () => {
    for (const serve of [() => 'no connection' as const, () => new Response('<html>')]) {
      const scene = fetchScene({ adapter: { attachmentHosts: hosts, fetchAttachment }, serve })
      expect(await scene.run(named)).toEqual({ retryAfterSeconds: 1 })
      expect(scene.taken).toEqual([])
    }
  })

  it('is not asked for anywhere but at the platform', async () => {
    const scene = fetchScene({ adapter: { attachmentHosts: ['.fbcdn.net'], fetchAttachment } })
    expect(await scene.run(named)).toEqual({ retryAfterSeconds: 1 })
    expect(scene.asked).toEqual([])
  })

  it('is not here where no adapter says how to fetch it', async () => {
    const scene = fetchScene({ adapter: { attachmentHosts: hosts } })
    await scene.run(named)
    expect([scene.asked, scene.told()[0]?.message?.attachments[0]?.state]).toEqual([[], 'unavailable'])
  })

  it('is not fetched of a platform whose adapter names no hosts', async () => {
    const scene = fetchScene({ adapter: {} })
    await scene.run(withPictures(1))
    expect([scene.asked, scene.told()[0]?.message?.attachments[0]?.state]).toEqual([[], 'unavailable'])
  })
})

describe('a file that is not what it was said to be', () => {
  it('is refused, and nothing of it is kept', async () => {
    const scene = fetchScene({ serve: () => new Response('<!doctype html><script>alert(1)</script>') })
    await scene.run(withPictures(1))
    expect(scene.kept()).toEqual([])
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      state: 'rejected',
      reason: 'what came is not of the kind that it was said to be',
    })
  })

  it('is refused where it is too large', async () => {
    const scene = fetchScene({ maxBytes: 15 })
    await scene.run(withPictures(1))
    expect(scene.told()[0]?.message?.attachments[0]).toMatchObject({
      state: 'rejected',
      reason: 'it is larger than files may be here',
    })
  })
})
