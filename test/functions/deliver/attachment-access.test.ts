import { describe, expect, it } from 'vitest'
import { readLink } from '../../../functions/core/attachment-link.ts'
import { attachmentAccess } from '../../../functions/deliver/attachment-access.ts'
import type { Attachment } from '../../../schemas/contact-event.ts'
import { routedMail } from '../../contracts/routed-event.ts'

const keys = { key: 'k'.repeat(32), others: [] }
const bytes = new TextEncoder().encode('a photo')
const stored: Attachment = {
  type: 'image/jpeg',
  state: 'stored',
  key: 'attachments/ab/foto.jpg',
  name: 'Foto für Änne.jpg',
}
/** Of `routedMail`, and 90 days on. */
const receivedAt = Date.parse('2026-11-20T09:00:04.310Z')
const end = receivedAt + 90 * 24 * 60 * 60 * 1000

async function accessTo(attachments: Attachment[], { at = receivedAt, linkKeys = async () => keys } = {}) {
  const asked: string[] = []
  const access = await attachmentAccess(routedMail({ message: { id: 'email:<m1>', attachments } }), {
    store: {
      async get(key) {
        asked.push(key)
        return key === stored.key ? bytes : undefined
      },
    },
    links: { baseUrl: 'https://api.test', days: 90, keys: linkKeys },
    now: () => new Date(at),
  })
  return { ...access, asked }
}

describe('the bytes of an attachment', () => {
  it('are those in the store, where they are still there', async () => {
    const { read } = await accessTo([stored])
    expect(await read(stored)).toBe(bytes)
    expect(await read({ ...stored, key: 'attachments/ab/other.jpg' })).toBeUndefined()
  })

  it.each([
    ['lies at the platform', { state: 'remote', url: 'https://cdn.test/1' }],
    ['was refused', { state: 'rejected' }],
    ['has no key', { state: 'stored', key: undefined }],
    ['is said to lie elsewhere in the store', { key: 'parked/crm/evt_1.json' }],
    ['is said to lie above', { key: 'attachments/../parked/crm/evt_1.json' }],
  ])('are not looked for where it %s', async (_, change) => {
    const { read, asked } = await accessTo([stored])
    expect(await read({ ...stored, ...change } as Attachment)).toBeUndefined()
    expect(asked).toEqual([])
  })
})

describe('the link to an attachment', () => {
  it('says what it opens and until when, the same at every attempt', async () => {
    const first = (await accessTo([stored])).link(stored)
    const later = (await accessTo([stored], { at: end - 1 })).link(stored)
    expect(first).toBe(later)
    const [base, token = ''] = first?.split('/attachments/') ?? []
    expect(base).toBe('https://api.test')
    expect(readLink(token, keys)).toEqual({
      key: stored.key,
      name: stored.name,
      type: stored.type,
      expiresAt: new Date(Math.floor(end / 1000) * 1000),
    })
  })

  it('is none where the bytes are no longer kept', async () => {
    expect((await accessTo([stored], { at: end })).link(stored)).toBeUndefined()
  })

  it.each(['https://cdn.test/a?b=c', 'http://cdn.test/'])('is the platform’s: %s', async (url) => {
    const pending: Attachment = { type: 'image', state: 'pending', url }
    expect((await accessTo([pending])).link(pending)).toBe(url)
    const remote: Attachment = { type: 'image', state: 'remote', url }
    expect((await accessTo([remote])).link(remote)).toBe(url)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//cdn.test', '', undefined])(
    'is none where the platform’s is no address of the web: %s',
    async (url) => {
      const remote: Attachment = { type: 'image', state: 'remote', url }
      expect((await accessTo([remote])).link(remote)).toBeUndefined()
    },
  )

  it.each(['inline', 'unavailable', 'rejected'] as const)('is none of one that is %s', async (state) => {
    const { link } = await accessTo([stored])
    expect(link({ ...stored, state, url: 'https://cdn.test/1' })).toBeUndefined()
    expect(link({ ...stored, key: 'quarantine/facebook/x.body' })).toBeUndefined()
  })

  it('costs no look at the keys where nothing is stored', async () => {
    const remote: Attachment = { type: 'image', state: 'remote', url: 'https://cdn.test/1' }
    const linkKeys = () => Promise.reject(new Error('asked'))
    expect((await accessTo([remote], { linkKeys })).link(remote)).toBe('https://cdn.test/1')
    await expect(accessTo([stored], { linkKeys })).rejects.toThrow('asked')
  })
})
