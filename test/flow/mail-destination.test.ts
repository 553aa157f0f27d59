import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkDeployment } from '../../bin/deployment-checks/check-deployment.ts'
import { type LocalRun, startLocalRun } from '../../bin/local/local-run.ts'
import { platformSenders } from '../../bin/local/senders/index.ts'
import {
  type MailServer,
  type ReceivedMail,
  startMailServer,
} from '../functions/destinations/mail/mail-server.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment, commentRemoved, directMessage, feedChange } from '../support/facebook-payloads.ts'
import { onThisMachine } from '../support/private-network.ts'
import { requestTracker } from '../support/programs.ts'
import { type RequestTracker, startRequestTracker } from '../support/request-tracker.ts'

const plugin = fileURLToPath(new URL('../../docs/destinations/rt-mail-plugin.pm', import.meta.url))
const from = 'netzdialog@acme.example'

describeWith(requestTracker, 'mail into Request Tracker’s gateway', () => {
  const page = '4711'
  const anne = { id: '991', name: 'Änne Grün 🚚' }
  let time = 1_795_262_400
  let library: string
  let tracker: RequestTracker
  let server: MailServer
  let run: LocalRun

  beforeAll(async () => {
    library = await mkdtemp(join(tmpdir(), 'netzdialog-rt-plugin-'))
    const folder = join(library, 'RT', 'Interface', 'Email')
    await mkdir(folder, { recursive: true })
    await copyFile(plugin, join(folder, 'Netzdialog.pm'))
    tracker = await startRequestTracker({
      perlLibrary: library,
      configuration: "Set(@MailPlugins, 'Netzdialog');",
    })
    await tracker.administer(`$user->SetEmailAddress('${from}')`)
    server = await startMailServer({ tls: 'none' })
    server.meet = (mail) => {
      handOver(mail)
      return 'take'
    }
    run = await startLocalRun({
      environment: { ...process.env, PORT: '0', CRM_PORT: '0' },
      deployment: await checkDeployment({
        platforms: { facebook: {}, mime: {} },
        destinations: [
          {
            name: 'acd',
            adapter: 'mail',
            settings: settings(25),
            local: settings(server.port),
            ...onThisMachine,
          },
        ],
        routing: { rules: [{ to: ['acd'] }] },
      }),
      report: () => undefined,
    })
  }, 120_000)

  afterAll(async () => {
    await run?.stop()
    await server?.stop()
    await tracker?.stop()
    await rm(library, { recursive: true })
  })

  const settings = (port: number) => ({
    mailbox: 'rt@crm.example',
    from,
    send: { way: 'smtp', host: '127.0.0.1', port, tls: 'none' },
    replyTo: 'customer',
    customerAddress: 'contact+{platform}-{id}@social.acme.example',
  })

  /** As a mail server does that has RT's gateway for an alias: one after the other, as they came. */
  let handedOver = Promise.resolve()
  function handOver({ raw }: ReceivedMail): void {
    handedOver = handedOver.then(() => tracker.receiveMail(raw, 'netzdialog'))
  }

  async function post(platform: string, payload: Uint8Array | object): Promise<void> {
    const sender = await platformSenders[platform]?.()
    const bytes = payload instanceof Uint8Array ? payload : new TextEncoder().encode(JSON.stringify(payload))
    const { headers, body } = sender!.sign(bytes, sender!.localSecrets, new Date())
    const answer = await fetch(`${run.url}/webhooks/${platform}`, {
      method: 'POST',
      headers,
      body: Buffer.from(body),
    })
    expect(answer.status).toBe(200)
  }

  interface Recorded {
    readonly id: string
    readonly subject: string
    readonly status: string
    readonly requestors: string
    /** Type of transaction and kind of event, in order. */
    readonly entries: readonly { type: string; event: string; kind: string; text: string; files: number }[]
  }

  /** What RT has, read from its own database. */
  async function tickets(): Promise<Recorded[]> {
    return JSON.parse(
      await tracker.administer(`
        use JSON; use Encode;
        my $tickets = RT::Tickets->new(RT->SystemUser); $tickets->FromSQL("id > 0"); $tickets->OrderBy(FIELD => 'id', ORDER => 'ASC');
        my @all;
        while (my $t = $tickets->Next) {
          my @entries; my $history = $t->Transactions; $history->OrderBy(FIELD => 'id', ORDER => 'ASC');
          while (my $x = $history->Next) {
            next unless $x->Type =~ /^(Create|Comment|Correspond)$/;
            my $first = $x->Attachments->First or next;
            my $h = sub { my $v = $first->GetHeader("X-Netzdialog-$_[0]") // ''; $v };
            my $files = grep { ($_->Filename // '') ne '' } @{ $x->Attachments->ItemsArrayRef };
            push @entries, { type => $x->Type, event => $h->('Event'), kind => $h->('Kind'),
              text => $x->Content(Type => 'text/plain') // '', files => $files };
          }
          push @all, { id => $t->id . '', subject => $t->Subject, status => $t->Status,
            requestors => $t->RequestorAddresses, entries => \\@entries };
        }
        print JSON->new->ascii->encode(\\@all);`),
    )
  }

  const recorded = async () => (await tickets()).flatMap(({ entries }) => entries)

  async function untilRecorded(count: number): Promise<void> {
    await expect.poll(async () => (await recorded()).length, { timeout: 120_000, interval: 1000 }).toBe(count)
  }

  it('keeps one ticket for each piece of work, each message once, and mails nobody', async () => {
    const at = (id: string, parent?: string) => ({
      post: '100',
      comment: id,
      ...(parent !== undefined && { parent }),
      time: ++time,
    })
    await post('facebook', comment(page, at('1'), anne, 'Mein Fernseher ist schwarz 🚚👩‍👩‍👧'))
    for (const helper of ['2', '3', '4', '5', '6'])
      await post(
        'facebook',
        comment(page, at(helper, '1'), { id: `99${helper}`, name: `Helfer ${helper}` }, 'Stecker ziehen!'),
      )
    await untilRecorded(6)
    const edited = {
      item: 'comment',
      verb: 'edited',
      post_id: `${page}_100`,
      comment_id: '100_1',
      parent_id: `${page}_100`,
      from: anne,
      created_time: time - 5,
      edited_time: ++time,
      message: 'Der Fernseher geht wieder',
    }
    await post('facebook', feedChange(page, time, edited))
    await post('facebook', comment(page, at('7', '1'), { id: page, name: 'ACME' }, 'Wir kümmern uns.'))
    await post('facebook', commentRemoved(page, { post: '100', comment: '2', parent: '1', time: ++time }))
    await post('facebook', directMessage(page, '10201', 'm_1', 'Hallo, ist da jemand?', time * 1000))
    await post('facebook', directMessage(page, '10201', 'm_2', 'Hallo?', ++time * 1000))
    await post('mime', mail({ id: 'm1', text: 'x'.repeat(300_000), file: true }))
    await post('mime', mail({ id: 'm2', inReplyTo: 'm1', text: 'Immer noch schwarz.' }))
    await untilRecorded(13)

    const [thread, talk, mails, ...others] = (await tickets()).toSorted((one, other) =>
      one.subject < other.subject ? -1 : 1,
    )
    expect(others).toEqual([])
    const found = [thread, talk, mails].map((ticket) => ticket?.entries.map(({ kind }) => kind))
    expect(found.toSorted((one, other) => other!.length - one!.length)).toEqual([
      [
        ...Array.from({ length: 6 }, () => 'message.created'),
        'message.edited',
        'message.created',
        'message.deleted',
      ],
      ['message.created', 'message.created'],
      ['message.created', 'message.created'],
    ])
    const events = (await recorded()).map(({ event }) => event)
    expect(new Set(events).size).toBe(13)
    expect((await recorded()).map(({ type }) => type)).not.toContain('Correspond')
    expect((await tickets()).map(({ requestors }) => requestors)).toEqual(
      expect.arrayContaining([
        'contact+facebook-991@social.acme.example',
        'contact+facebook-10201@social.acme.example',
        'anne@kunde.example',
      ]),
    )
    const texts = await recorded()
    expect(texts[0]?.text).toContain('🚚👩‍👩‍👧')
    expect(texts.find(({ files }) => files > 0)?.text.length).toBeGreaterThan(300_000)
    expect(await tracker.mails()).toEqual([])
  }, 240_000)

  it('takes a message for one whose answer was swallowed after RT had it', async () => {
    const before = (await recorded()).length
    let swallowed = 0
    server.meet = (mail) => {
      handOver(mail)
      swallowed += 1
      return swallowed === 1 ? 'swallow' : 'take'
    }
    const arrived = server.mails.length
    await post('facebook', directMessage(page, '10301', 'm_3', 'Einmal bitte', ++time * 1000))
    await expect.poll(() => server.mails.length, { timeout: 60_000, interval: 200 }).toBe(arrived + 2)
    const [first, second] = server.mails.slice(arrived).map(({ raw }) => messageId(raw))
    expect(second).toBe(first)
    await handedOver
    expect((await recorded()).length).toBe(before + 1)
    expect((await tickets()).filter(({ requestors }) => requestors.includes('10301'))).toHaveLength(1)
  }, 120_000)

  it('rejects a ticket whose only message was deleted before anybody saw it', async () => {
    const of = async () => (await tickets()).filter(({ requestors }) => requestors.includes('10501'))
    const at = { post: '300', comment: '1', time: ++time }
    const author = { id: '10501', name: 'Bela' }
    await post('facebook', comment(page, at, author, 'Doch nicht'))
    await expect.poll(async () => (await of()).length, { timeout: 60_000, interval: 1000 }).toBe(1)
    const removed = {
      item: 'comment',
      verb: 'remove',
      post_id: `${page}_300`,
      comment_id: '300_1',
      parent_id: `${page}_300`,
      from: author,
      created_time: ++time,
    }
    await post('facebook', feedChange(page, time, removed))
    await expect
      .poll(async () => (await of())[0]?.status, { timeout: 60_000, interval: 1000 })
      .toBe('rejected')
  }, 120_000)

  it('opens a closed ticket again, and a new one where it was deleted', async () => {
    const of = async () => (await tickets()).filter(({ requestors }) => requestors.includes('10401'))
    const say = (id: string, text: string) =>
      post('facebook', directMessage(page, '10401', id, text, ++time * 1000))
    await say('m_41', 'Erste Frage')
    await expect.poll(async () => (await of()).length, { timeout: 60_000, interval: 1000 }).toBe(1)
    const [{ id } = { id: '' }] = await of()
    await tracker.ask('PUT', `ticket/${id}`, { Status: 'resolved' })
    await say('m_42', 'Noch eine Frage')
    await expect
      .poll(async () => (await of())[0]?.entries.length, { timeout: 60_000, interval: 1000 })
      .toBe(2)
    expect((await of()).map(({ status }) => status)).toEqual(['open'])
    await tracker.ask('DELETE', `ticket/${id}`)
    await say('m_43', 'Und eine dritte')
    await expect.poll(async () => (await of()).length, { timeout: 60_000, interval: 1000 }).toBe(1)
    expect((await of())[0]?.id).not.toBe(id)
    // RT tells a customer that an agent has resolved a ticket; nothing else went out.
    expect((await tracker.mails()).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Resolved:'),
    ])
  }, 240_000)
})

function messageId(raw: Buffer): string | undefined {
  return /^Message-ID: (<.+>)\r$/im.exec(raw.toString())?.[1]
}

function mail(options: { id: string; inReplyTo?: string; text: string; file?: boolean }): Uint8Array {
  const { id, inReplyTo, text, file } = options
  const head = [
    'Date: Fri, 20 Nov 2026 10:00:00 +0100',
    'From: Anne Beispiel <anne@kunde.example>',
    'To: Service <service@acme.example>',
    `Subject: ${inReplyTo === undefined ? '' : 'Re: '}Fernseher`,
    `Message-ID: <${id}@kunde.example>`,
    ...(inReplyTo === undefined
      ? []
      : [`In-Reply-To: <${inReplyTo}@kunde.example>`, `References: <${inReplyTo}@kunde.example>`]),
    'MIME-Version: 1.0',
  ]
  const plain = ['Content-Type: text/plain; charset=utf-8', '', text.replace(/(.{70})/g, '$1\n')]
  const parts = [
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    ...plain,
    '--b',
    'Content-Type: text/csv; name=rechnung.csv',
    'Content-Disposition: attachment; filename=rechnung.csv',
    '',
    'a;b',
    '--b--',
    '',
  ]
  return new TextEncoder().encode([...head, ...(file ? parts : plain)].join('\r\n'))
}
