import { describe, expect, it } from 'vitest'
import { attachmentsApp } from '../../../functions/attachments/app.ts'
import type { AttachmentsPorts, Downloads } from '../../../functions/attachments/ports.ts'
import { type AttachmentLink, signLink } from '../../../functions/core/attachment-link.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

const keys = { key: 'k'.repeat(32), others: [] }
const now = new Date('2026-11-21T10:00:00.000Z')
const link: AttachmentLink = {
  key: 'attachments/ab/foto.svg',
  name: 'Foto für Änne.svg',
  type: 'image/svg+xml',
  expiresAt: new Date('2026-11-21T10:00:01.000Z'),
}
const address = 'https://bucket.s3.test/attachments/ab/foto.svg?X-Amz-Signature=00'

interface Failing {
  readonly linkKeys?: () => Promise<typeof keys>
  readonly addressOf?: Downloads['addressOf']
  readonly shield?: AttachmentsPorts['shield']
  readonly headers?: Record<string, string>
}

async function open(
  token: string,
  { linkKeys, addressOf, shield, headers = {} }: Failing = {},
  method = 'GET',
) {
  const asked: unknown[] = []
  const { telemetry, lines } = recordingTelemetry()
  const app = attachmentsApp({
    keys: linkKeys ?? (async () => keys),
    ...(shield && { shield }),
    downloads: {
      addressOf:
        addressOf ??
        (async (...given) => {
          asked.push(given)
          return address
        }),
    },
    telemetry,
    now: () => now,
  })
  const answer = await app.request(`/attachments/${token}`, { method, headers })
  return { answer, text: await answer.text(), asked, lines }
}

const secretive = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
const headersOf = (answer: Response) => Object.fromEntries(answer.headers)

describe('a link that is opened', () => {
  it('says that the file may not have been scanned, where the store does not hand out one that is to be', async () => {
    const addressOf = async () => undefined
    const key = `attachments/ab/private/scan/${'0'.repeat(64)}/foto.svg`
    const { answer, text } = await open(signLink({ ...link, key }, keys), { addressOf })
    expect([answer.status, text]).toEqual([
      403,
      expect.stringContaining('has not been scanned for malware yet'),
    ])
    expect(headersOf(answer)).toMatchObject(secretive)
    expect((await open(signLink(link, keys), { addressOf })).answer.status).toBe(410)
  })

  it('behind a shield, opens by way of that alone', async () => {
    const first = 'f'.repeat(32)
    const shield = async () => ({ first, second: '' })
    const round = await open(signLink(link, keys), { shield })
    expect([round.answer.status, round.asked]).toEqual([404, []])
    const through = await open(signLink(link, keys), { shield, headers: { 'x-netzdialog-origin': first } })
    expect(through.answer.status).toBe(302)
  })

  it('leads to the store, which makes the browser save it under its name, as nothing that runs', async () => {
    const { answer, asked, lines } = await open(signLink(link, keys))
    expect(answer.status).toBe(302)
    expect(headersOf(answer)).toEqual({ ...secretive, location: address })
    expect(asked).toEqual([
      [
        link.key,
        {
          type: 'application/octet-stream',
          disposition: `attachment; filename="Foto fur Anne.svg"; filename*=UTF-8''Foto%20f%C3%BCr%20%C3%84nne.svg`,
        },
      ],
    ])
    expect(lines).toEqual([])
  })

  it('says so where its time is over', async () => {
    const { answer, text, asked } = await open(signLink({ ...link, expiresAt: now }, keys))
    expect(answer.status).toBe(410)
    expect(text).toMatch(/^Dieser Anhang wird nicht mehr aufbewahrt\.\nThis attachment is no longer kept/)
    expect(headersOf(answer)).toEqual({
      ...secretive,
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(asked).toEqual([])
  })

  it('says the same where the attachment has been deleted', async () => {
    const { answer, text } = await open(signLink(link, keys), { addressOf: async () => undefined })
    expect(answer.status).toBe(410)
    expect(text).toContain('no longer kept')
  })

  it.each([
    ['was never signed', 'e30.c2ln'],
    ['was signed by another key', signLink(link, { key: 'x'.repeat(32), others: [] })],
    ['leads to something else', signLink({ ...link, key: 'parked/crm/evt_1.json' }, keys)],
    ['was cut off', signLink(link, keys).slice(0, -1)],
  ])('is unknown where it %s, and the store is not asked', async (_, token) => {
    const { answer, asked } = await open(token)
    expect(answer.status).toBe(404)
    expect(headersOf(answer)).toMatchObject(secretive)
    expect(asked).toEqual([])
  })

  it.each([
    ['keys', { linkKeys: () => Promise.reject(new Error('secret words')) }],
    ['store', { addressOf: () => Promise.reject(new Error('secret words')) }],
  ])('asks for patience where the %s cannot be reached', async (_, failing) => {
    const { answer, text, lines } = await open(signLink(link, keys), failing)
    expect(answer.status).toBe(503)
    expect(text).not.toContain('secret')
    expect(lines).toEqual([{ code: 'attachment_not_opened', fields: { code: 'Error' } }])
  })

  it('is not posted to', async () => {
    expect((await open(signLink(link, keys), {}, 'POST')).answer.status).toBe(404)
  })
})
