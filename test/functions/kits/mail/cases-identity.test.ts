import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mime as sender } from '../../../../bin/local/senders/mime.ts'
import { mime } from '../../../../functions/platforms/mime/index.ts'
import type { ContactEvent } from '../../../../schemas/contact-event.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'
import { effects, routeStory } from '../../../support/route-story.ts'

const cases = process.env['NETZDIALOG_CASES']
const wiring = { adapter: mime, sender, settings: { accounts: ['acme.test'] } }

async function read(name: string): Promise<ContactEvent> {
  const { events } = expectResult(await readSigned(wiring, readFileSync(join(cases ?? '', 'mail', name))))
  expect(events).toHaveLength(1)
  return events[0]!
}

describe.skipIf(cases === undefined)('given mails (set NETZDIALOG_CASES to run them)', () => {
  it.each(['01-same-message-id', '02-empty-message-id'])('%s: both reach the CRM', async (name) => {
    const [a, b] = [await read(`${name}-a.eml`), await read(`${name}-b.eml`)]
    expect(a.id).not.toBe(b.id)
    const { route, received } = routeStory()
    await route(a, b)
    expect(effects(received())).toEqual(['open', 'open'])
    expect(new Set(received().map(({ message }) => message?.id)).size).toBe(2)
  })

  it('02-empty-message-id: a placeholder counts as no Message-ID', async () => {
    expect((await read('02-empty-message-id-a.eml')).message?.id).toMatch(/^email:sha256-[0-9a-f]{64}$/)
  })

  it.each([
    '03-contact-form-own-noreply.eml',
    '03b-contact-form-own-auto-submitted.eml',
    '04-contact-form-third-party.eml',
  ])('%s: a person waits', async (name) => {
    const event = await read(name)
    expect(event).toMatchObject({ direction: 'inbound', author: { email: 'hannes@kunde.test' } })
    expect(event.message).not.toHaveProperty('automated')
    const { route, received } = routeStory()
    await route(event)
    expect(effects(received())).toEqual(['open'])
  })

  it('05-reply-to-ignored.eml: says who is to be answered', async () => {
    expect(await read('05-reply-to-ignored.eml')).toMatchObject({
      author: { email: 'formular@bar.test' },
      replyTo: { email: 'hannes@kunde.test' },
    })
  })

  it.each(['06-subject-says-out-of-office.eml', '08-precedence-bulk.eml'])(
    '%s: a person waits',
    async (name) => {
      const event = await read(name)
      expect(event.message).not.toHaveProperty('automated')
      const { route, received } = routeStory()
      await route(event)
      expect(effects(received())).toEqual(['open'])
    },
  )

  it('30-mail-to-two-own-mailboxes: one ticket with the mail once, and both are named', async () => {
    const service = await read('30-mail-to-two-own-mailboxes-service.eml')
    const sales = await read('30-mail-to-two-own-mailboxes-sales.eml')
    for (const events of [
      [service, sales],
      [sales, service],
    ]) {
      const { route, received } = routeStory()
      await route(...events)
      expect(effects(received())).toEqual(['open'])
      expect(received()[0]?.recipients?.map(({ email }) => email)).toEqual([
        'service@acme.test',
        'vertrieb@acme.test',
      ])
    }
  })
})
