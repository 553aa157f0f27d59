import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { close, listen } from '../../bin/local/listen.ts'
import { type LocalRun, startLocalRun } from '../../bin/local/local-run.ts'
import { platformSenders } from '../../bin/local/senders/index.ts'
import { mime } from '../../bin/local/senders/mime.ts'
import { toRequest } from '../../bin/local/senders/to-request.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { fakeZnuny } from '../support/fake-znuny.ts'
import { onThisMachine } from '../support/private-network.ts'
import { describeThorough } from '../support/thorough.ts'
import { ticketSecrets, ticketSettings } from '../support/ticket-receiver.ts'

/** What a sample of bin/samples comes to: who wrote, who can read it, how the company answers. */
interface Way {
  readonly sample: string
  /** Whether it is announced and uploaded, as netzdialog-pipe does with what is larger than a request. */
  readonly uploaded?: true
  /** Beginning of the ticket's title. */
  readonly title: string
  readonly author: string
  readonly visibility: 'public' | 'private'
  /** Where the ticket system itself answers; a person without an address is answered where they wrote. */
  readonly address?: string
  /** What the ticket says of answering elsewhere. */
  readonly answer?: string
}

const ways: readonly Way[] = [
  {
    sample: 'facebook/comment.json',
    title: 'Facebook-Kommentar (öffentlich) von Änne Grün',
    author: '24680135791113',
    visibility: 'public',
    answer: 'nur öffentlich',
  },
  {
    sample: 'facebook/message.json',
    title: 'Facebook-Direktnachricht (privat)',
    author: '9988776655443322',
    visibility: 'private',
    answer: 'privat, höchstens 2.000 Zeichen',
  },
  {
    sample: 'twitter/mention.json',
    title: 'X-Beitrag (öffentlich) von Änne Grün',
    author: '1650000000000000001',
    visibility: 'public',
    answer: 'nur öffentlich, höchstens 280 Zeichen',
  },
  {
    sample: 'twitter/direct-message.json',
    title: 'X-Direktnachricht (privat) von Änne Grün',
    author: '1650000000000000001',
    visibility: 'private',
    answer: 'privat, höchstens 10.000 Zeichen',
  },
  {
    sample: 'standard/call-back.json',
    title: 'Anruf von Hannelore Küppers',
    author: 'K-1042',
    visibility: 'private',
  },
  ...[
    { sample: 'postmark/mail.json', title: 'Störung [', address: 'anne@kunde.test' },
    { sample: 'sendgrid/raw.txt', title: 'Re: Störung', address: 'anne@kunde.test' },
    { sample: 'mailgun/parsed.txt', title: 'Rechnung doppelt', address: 'ulrike.voss@kundin.example' },
    { sample: 'mandrill/mail.json', title: 'Lieferung', address: 'aenne@kundin.example' },
    { sample: 'mime/question.eml', title: 'Fernseher ist schwarz', address: 'anne.gruen@kunde.example' },
    {
      sample: 'mime/html-with-image.eml',
      uploaded: true as const,
      title: 'Nur HTML',
      address: 'anne.gruen@kunde.example',
    },
    { sample: 'resend/question.eml', title: 'Liefertermin verschieben', address: 'anne@kunde.example' },
    { sample: 'ses/question.eml', title: 'Rechnung 4711', address: 'anne@kunde.example' },
  ].map((mail) => ({ ...mail, author: mail.address, visibility: 'private' as const })),
]

const sampleOf = (name: string) => new URL(`../../bin/samples/${name}`, import.meta.url)

describeThorough('one contact by each way in', () => {
  const znuny = fakeZnuny()
  let service: Server
  let run: LocalRun

  beforeAll(async () => {
    service = createServer(async (incoming, outgoing) => {
      const body = await buffer(incoming)
      const answer = znuny.answer({
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: {},
        body,
      })
      if (typeof answer === 'object') outgoing.writeHead(answer.status, answer.headers).end(answer.body)
      else outgoing.destroy()
    })
    const url = `http://127.0.0.1:${await listen(service, 0)}`
    const names = Object.keys(platformAdapters)
    const platforms = await Promise.all(
      names.map(async (name) => {
        const settings = (await platformSenders[name]?.())?.localSettings ?? {}
        return [name, { settings, ...ofMail[name] }] as const
      }),
    )
    run = await startLocalRun({
      environment: { ...process.env, PORT: '0', CRM_PORT: '0' },
      deployment: await checkDeployment({
        platforms: Object.fromEntries(platforms),
        destinations: [
          {
            name: 'desk',
            adapter: 'znuny',
            settings: ticketSettings(url),
            local: { ...ticketSettings(url), ...ticketSecrets },
            ...onThisMachine,
          },
          { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com/' } },
        ],
        routing: { rules: [{ to: ['desk', 'crm'] }] },
      }),
      report: () => undefined,
    })
  }, 180_000)
  afterAll(async () => {
    await run?.stop()
    await close(service)
  })

  /** As the platform brings it. */
  async function bring({ sample, uploaded }: Way): Promise<void> {
    const [platform = ''] = sample.split('/')
    const payload = await readFile(sampleOf(sample))
    if (uploaded) return upload(payload)
    const sender = await platformSenders[platform]?.()
    if (!sender) throw new Error(`nobody sends as ${platform}`)
    const sending = {
      url: `${run.url}/webhooks/${platform}`,
      secrets: sender.localSecrets,
      now: new Date(),
    }
    const { url, method, headers, body } = toRequest(sender, payload, sending)
    const answer = await fetch(url, { method, headers, body: Buffer.from(body) })
    expect([sample, answer.status, await answer.text()]).toEqual([sample, 200, expect.anything()])
  }

  /** Announced, and put where the answer says. */
  async function upload(mail: Uint8Array): Promise<void> {
    const hash = createHash('sha256').update(mail).digest()
    const announcement = Buffer.from(JSON.stringify({ size: mail.length, sha256: hash.toString('hex') }))
    const { headers, body } = mime.sign(announcement, mime.localSecrets, new Date())
    const answer = await fetch(`${run.url}/webhooks/mime`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/vnd.netzdialog.mail-announcement+json',
        'x-envelope-to': 'service@acme.example',
      },
      body: Buffer.from(body),
    })
    expect(answer.status).toBe(201)
    const put = await fetch(answer.headers.get('location') ?? '', {
      method: 'PUT',
      headers: {
        'content-type': 'message/rfc822',
        'x-amz-checksum-sha256': hash.toString('base64'),
      },
      body: Buffer.from(mail),
    })
    expect(put.status).toBe(200)
  }

  async function received(): Promise<RoutedEvent[]> {
    const answer: unknown = await (await fetch(`${run.url}/crm/events`)).json()
    const { events } = z
      .object({ events: z.array(z.object({ data: z.custom<RoutedEvent>() })) })
      .parse(answer)
    return events.map(({ data }) => data)
  }

  beforeAll(async () => {
    for (const way of ways) await bring(way)
    while (znuny.tickets.length < ways.length || (await received()).length < ways.length) await sleep(200)
  }, 120_000)

  it('comes by every platform that there is', () => {
    const brought = new Set(ways.map(({ sample }) => sample.split('/')[0]))
    expect([...brought].sort()).toEqual(Object.keys(platformAdapters).sort())
  })

  it('comes to one ticket a contact, and to no other', () => {
    expect(znuny.tickets.map(({ articles }) => articles.length)).toEqual(ways.map(() => 1))
  })

  it.each(ways)(
    'comes to a ticket of the right person, as visible and as answerable as it is: $sample',
    async ({ title, author, visibility, address, answer }) => {
      const found = znuny.tickets.filter((each) => each.title.startsWith(title))
      expect(found).toHaveLength(1)
      const [ticket] = found
      expect(ticket?.customer).toBe(address ?? 'unknown@netzdialog.test')
      const body = String(ticket?.articles[0]?.['Body'])
      expect(/^Antworten: (.*)$/m.exec(body)?.[1]).toBe(answer)
      const event = (await received()).find(({ work }) => work.key === ticket?.fields[0]?.Value)
      expect(event).toMatchObject({
        visibility,
        reply: { public: visibility === 'public' },
        author: { role: 'customer', id: author, ...(address !== undefined && { email: address }) },
        work: { effect: 'open' },
      })
    },
  )
})

const ofMail: Readonly<Record<string, object>> = {
  mime: { uploads: true },
  resend: { stored: true },
  ses: { receiving: { recipients: ['acme.example'] } },
}
