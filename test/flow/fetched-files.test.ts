import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Attachment } from '../../schemas/contact-event.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

const deployment = {
  platforms: { facebook: { attachments: { fetch: true } } },
  destinations: [{ name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com/' } }],
  routing: { rules: [{ to: ['crm'] }] },
}

describeThorough('files that are fetched, in the local run', () => {
  let folder: string
  let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netzdialog-files-'))
    const file = join(folder, 'deployment.ts')
    await writeFile(file, `export const deployment = ${JSON.stringify(deployment)}\n`)
    netzdialog = await runNetzdialog({ NETZDIALOG_DEPLOYMENT: file })
  }, 90_000)
  afterAll(async () => {
    await netzdialog.stop()
    await rm(folder, { recursive: true })
  })

  it('fetches a picture from the fake of the platform, and tells the CRM of it behind its message', async () => {
    const picture = await readFile(
      new URL('../../bin/samples/facebook/picture.json', import.meta.url),
      'utf8',
    )
    const gone = picture.replace('router.png', 'router.gone').replaceAll('m_V', 'm_W')
    for (const payload of [picture, gone])
      expect((await netzdialog.postFacebook(Buffer.from(payload))).status).toBe(200)
    const events = await vi.waitFor(
      async () => {
        const found = await netzdialog.events()
        expect(found).toHaveLength(4)
        return found
      },
      { timeout: 30_000, interval: 200 },
    )
    const toldOf = (id: string) =>
      events
        .filter(({ data }) => data.message?.id === id)
        .map(({ data }) => {
          const { attachments } = data.message as unknown as { attachments: Attachment[] }
          return [data.kind, attachments[0]] as const
        })
    const [first, second] = new Set(events.map(({ data }) => data.message?.id ?? ''))
    const [stored, unavailable] = [toldOf(first ?? ''), toldOf(second ?? '')].sort((one) =>
      one[1]?.[1]?.state === 'stored' ? -1 : 1,
    )
    expect(stored?.map(([kind, attachment]) => [kind, attachment?.state])).toEqual([
      ['message.created', 'pending'],
      ['message.attachments_changed', 'stored'],
    ])
    expect(unavailable?.map(([kind, attachment]) => [kind, attachment?.state])).toEqual([
      ['message.created', 'pending'],
      ['message.attachments_changed', 'unavailable'],
    ])
    const opened = await fetch(stored?.[1]?.[1]?.url ?? '')
    expect(new URL(opened.url).searchParams.get('response-content-disposition')).toMatch(/^attachment;/)
    expect([opened.status, (await opened.arrayBuffer()).byteLength]).toEqual([200, stored?.[1]?.[1]?.size])
  }, 60_000)
})
