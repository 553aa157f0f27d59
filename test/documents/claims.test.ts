import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { mail } from '../../functions/destinations/mail/index.ts'
import { webhook } from '../../functions/destinations/webhook/index.ts'
import { httpOutcome } from '../../functions/kits/http/http-outcome.ts'
import { createGuardedFetch } from '../../functions/outbound/guarded-fetch.ts'
import { deliveryContext } from '../contracts/delivery-context.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { deliverScene } from '../support/deliver-scene.ts'
import { ingestScene } from '../support/ingest-scene.ts'
import { routeStory } from '../support/route-story.ts'

const project = join(import.meta.dirname, '../..')
const read = async (page: string) => (await readFile(join(project, page), 'utf8')).replace(/\s+/g, ' ')

async function answeredToWebhook(response: Response): Promise<DeliveryOutcome> {
  const signingSecrets = [`whsec_${Buffer.alloc(32).toString('base64')}`]
  const settings = webhook.settings.parse({ url: 'https://crm.acme.example/', signingSecrets })
  const event = routedEvent()
  return webhook.open(await deliveryContext(event, settings, { fetch: async () => response })).deliver(event)
}

describe('docs/data-protection.md', () => {
  it('names every way out that destinations take', async () => {
    const page = await read('docs/data-protection.md')
    const folders = join(project, 'functions/destinations')
    const files = (await readdir(folders, { recursive: true })).filter((file) => file.endsWith('.ts'))
    const bySockets = new Set<string>()
    for (const file of files)
      if (/[{,]\s*connect\s*[,}]|\.connect\b/.test(await readFile(join(folders, file), 'utf8')))
        bySockets.add(file.split(/[\\/]/)[0] ?? '')
    expect(page).toContain('HTTPS, by the destination `mail` also SMTP with TLS')
    expect([...bySockets]).toEqual(['mail'])
  })

  it('is right that nothing goes out unencrypted', async () => {
    await expect(
      createGuardedFetch()('http://crm.acme.example/', {
        method: 'GET',
        headers: {},
        signal: AbortSignal.timeout(1000),
      }),
    ).rejects.toMatchObject({ code: 'insecure_url' })
    const settings = { from: 'a@acme.example', to: 'crm@acme.example', replyTo: 'customer' }
    const by = (tls: string) =>
      mail.settings.safeParse({ ...settings, send: { way: 'smtp', host: 'mx.acme.example', tls } })
    const paths = by('none').error?.issues.map(({ path }) => path.join('.'))
    expect(paths).toContain('send.tls')
    expect(by('starttls').error?.issues.map(({ path }) => path.join('.')) ?? []).not.toContain('send.tls')
  })
})

it('no log of a stage has words, names or addresses, as docs/data-protection.md says', async () => {
  expect(await read('docs/data-protection.md')).toContain('| words in logs and metrics |')
  const { work: _, ...event } = routedEvent({
    message: { id: 'facebook:777_10', text: 'streng vertraulich', attachments: [] },
    author: { role: 'customer', id: '991', name: 'Zacharias Zimperlich', email: 'zz@kunde.example' },
  })
  const ingested = ingestScene({
    result: {
      events: [event],
      ignored: [{ what: 'feed like add', why: 'asks nothing of a person', notice: true }],
      quarantined: [
        { what: 'feed', why: 'missing or unreadable: comment_id', part: { message: 'streng vertraulich' } },
      ],
    },
  })
  await ingested.request()
  const unmatched = routeStory({
    routing: { rules: [{ when: { platform: ['twitter'] }, to: ['crm'] }, { to: 'ignore' }] },
  })
  await unmatched.route(event)
  const torn = routeStory({ fault: () => 'sender' })
  await torn.route(event).catch(() => {})
  const stages = [ingested, unmatched, torn]
  const lines: unknown[] = stages.flatMap((each) => [...each.lines, ...each.stepLines])
  expect(ingested.stepLines.length + unmatched.stepLines.length).toBe(2)
  for (const status of [400, 401, 429, 500]) {
    const scene = deliverScene({
      answers: [await answeredToWebhook(new Response('streng vertraulich', { status }))],
    })
    await scene.deliver(routedEvent({ ...event, work: routedEvent().work }))
    expect(scene.stepLines).toHaveLength(1)
    lines.push(...scene.lines, ...scene.stepLines)
  }
  expect(lines.length).toBeGreaterThan(5)
  for (const word of ['vertraulich', 'Zimperlich', 'zz@kunde.example', '"991"', '_777/'])
    expect(JSON.stringify(lines)).not.toContain(word)
})

describe('docs/operations.md', () => {
  it('names what a refusal of everything looks like', async () => {
    const page = await read('docs/operations.md')
    const named = page.match(/refused like bad credentials \(([\d, ]+); of a `webhook` also ([\d, ]+)\)/)
    const numbers = (list = '') => list.split(',').map(Number)
    const [ofAny, ofWebhook]: number[][] = [[], []]
    for (let status = 400; status < 600; status++) {
      const response = new Response(null, { status })
      const isForAll = (outcome: DeliveryOutcome) =>
        outcome.status === 'rejected' && outcome.scope === 'destination'
      const outcome = httpOutcome(response, new Date())
      if (isForAll(outcome)) ofAny?.push(status)
      else if (isForAll(await answeredToWebhook(response))) ofWebhook?.push(status)
    }
    expect(numbers(named?.[1])).toEqual(ofAny)
    expect(numbers(named?.[2])).toEqual(ofWebhook)
  })

  it('does not say that anything asks an address before it is deployed: that is what probe is for', async () => {
    expect(await read('docs/operations.md')).toContain('It asks nobody: whether an address answers')
    const deployment = {
      platforms: { facebook: {} },
      destinations: [
        { name: 'crm', adapter: 'webhook', settings: { url: 'https://nobody-is-here.acme.test/events' } },
      ],
      routing: { rules: [{ to: ['crm'] }] },
    }
    await expect(checkDeployment(deployment)).resolves.toBeDefined()
  })
})
