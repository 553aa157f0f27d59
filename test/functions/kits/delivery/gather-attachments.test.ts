import { describe, expect, it } from 'vitest'
import type { AttachmentAccess } from '../../../../functions/contracts/destination.ts'
import {
  type GatherOptions,
  gatherAttachments,
} from '../../../../functions/kits/delivery/gather-attachments.ts'
import type { Attachment } from '../../../../schemas/contact-event.ts'
import { mail } from '../../presentation/example-events.ts'

const stored = (name: string, size: number, type = 'image/jpeg'): Attachment => ({
  type,
  state: 'stored',
  key: `attachments/${name}`,
  name,
  size,
})
const sizes = new Map<string, number>()

/** A store of zeros, as many as each attachment says; `lying` has more than its attachment says. */
const access: AttachmentAccess = {
  read: async ({ key, size = 0, name }) =>
    name === 'gone.jpg' ? undefined : new Uint8Array(sizes.get(key ?? '') ?? size),
  link: ({ state, key, url }) => (state === 'stored' ? `https://links.test/${key}` : url),
}

const gather = (attachments: Attachment[], options: Partial<GatherOptions> = {}) =>
  gatherAttachments(
    mail({ message: { attachments } }),
    { attachments: access },
    { maxBytes: 100, language: 'de', ...options },
  )

describe('gatherAttachments', () => {
  it('hands over what is stored and fits', async () => {
    expect(await gather([stored('foto.jpg', 100)])).toEqual({
      files: [{ name: 'foto.jpg', type: 'image/jpeg', bytes: new Uint8Array(100) }],
      shown: [],
      degraded: [],
    })
  })

  it('links to what is too large', async () => {
    expect(await gather([stored('film.mp4', 101)])).toEqual({
      files: [],
      shown: [
        {
          name: 'film.mp4',
          url: 'https://links.test/attachments/film.mp4',
          note: 'zu groß für dieses System: hier öffnen',
        },
      ],
      degraded: ['attachment_linked'],
    })
  })

  it('believes the bytes and not the size that the attachment names', async () => {
    sizes.set('attachments/lying.jpg', 101)
    const { files, shown } = await gather([stored('lying.jpg', 1)])
    expect(files).toEqual([])
    expect(shown).toHaveLength(1)
  })

  it('keeps to the limits of all together', async () => {
    const three = [stored('a.jpg', 60), stored('b.jpg', 60), stored('c.jpg', 30)]
    const together = await gather(three, { maxTotalBytes: 100 })
    expect(together.files.map(({ name }) => name)).toEqual(['a.jpg', 'c.jpg'])
    const counted = await gather(three, { maxCount: 2 })
    expect(counted.files.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
    expect(counted.shown[0]?.note).toBe('zu viele für dieses System: hier öffnen')
  })

  it('says what is no longer there', async () => {
    expect(await gather([stored('gone.jpg', 10)])).toEqual({
      files: [],
      shown: [{ name: 'gone.jpg', note: 'nicht mehr vorhanden' }],
      degraded: ['attachment_gone'],
    })
  })

  it('says what is left out where there is no link either', async () => {
    const silent: AttachmentAccess = { ...access, link: () => undefined }
    const event = mail({ message: { attachments: [stored('film.mp4', 101)] } })
    expect(
      await gatherAttachments(event, { attachments: silent }, { maxBytes: 100, language: 'en' }),
    ).toEqual({
      files: [],
      shown: [{ name: 'film.mp4', note: 'too large for this system' }],
      degraded: ['attachment_left_out'],
    })
  })

  it('shows what lies elsewhere or nowhere, and counts it as shown as it was', async () => {
    const { files, shown, degraded } = await gather([
      { type: 'image', state: 'remote', url: 'https://cdn.test/a.jpg' },
      { type: 'poll', state: 'unavailable' },
    ])
    expect(files).toEqual([])
    expect(shown.map(({ url }) => url)).toEqual(['https://cdn.test/a.jpg', undefined])
    expect(degraded).toEqual([])
  })

  it('gives a nameless file a name and an unknown type the general one', async () => {
    const { files } = await gather([{ type: 'image', state: 'stored', key: 'attachments/x', size: 1 }])
    expect(files).toEqual([
      { name: 'Bild-1.bin', type: 'application/octet-stream', bytes: new Uint8Array(1) },
    ])
  })

  it('is empty where there is no message', async () => {
    const { message: _, ...event } = mail()
    const gathered = await gatherAttachments(event, { attachments: access }, { maxBytes: 1, language: 'de' })
    expect(gathered).toEqual({ files: [], shown: [], degraded: [] })
  })
})
