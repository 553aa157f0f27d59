import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { localResources } from '../../bin/local/local-resources.ts'
import { findPlatform } from '../../bin/operations/find-platform.ts'
import { type OpenSite, openSite, silent } from '../../bin/operations/open-site.ts'
import { park } from '../../functions/core/park.ts'
import { quarantine } from '../../functions/ingest/quarantine.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { comment } from '../support/facebook-payloads.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>
let site: OpenSite

beforeAll(async () => {
  netzdialog = await runNetzdialog()
  const found = localResources.parse(await (await fetch(`${netzdialog.url}/local/resources`)).json())
  site = openSite(found.site, found.deployment, readAwsAccess({}), () => new Date())
})

afterAll(async () => {
  site.close()
  await netzdialog.stop()
})

/** A command as an operator runs it. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, ['bin/netzdialog.ts', ...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', PORT: new URL(netzdialog.url).port },
  })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ])
  return { code, output: `${stdout}${stderr}` }
}

const received = async () =>
  (await (await fetch(`${netzdialog.url}/crm/events`)).json()) as {
    events: { id: string }[]
    duplicates: number
  }
const arrived = async (ids: string[]) =>
  (await received()).events.map(({ id }) => id).filter((id) => ids.includes(id))
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

/** As deliver parks what the CRM refused. */
async function parkEvent(event: RoutedEvent, generation = 0): Promise<void> {
  const at = new Date().toISOString()
  await park(
    { ...site, telemetry: silent },
    {
      destination: 'crm',
      eventId: event.id,
      conversationId: event.conversation.id,
      platform: event.platform,
      kind: event.kind,
      code: 'refused',
      reason: 'answered 422',
      attempts: 1,
      generation,
      firstAt: at,
      lastAt: at,
    },
    event,
  )
}

const words = (id: string, text: string) =>
  comment(
    '4711',
    { post: '600', comment: id, time: Math.floor(Date.now() / 1000) },
    { id: '993', name: 'Zoë' },
    text,
  )

const parkedEvent = (n: number) =>
  routedEvent({
    id: `evt_${String(n).padStart(32, 'a')}`,
    receivedAt: `2026-11-20T19:43:0${n}.000Z`,
    conversation: { id: 'facebook:parked', match: 'platform' },
    message: { id: `facebook:parked_${n}`, text: 'Geheim', attachments: [] },
  })

describe('netzdialog parked', () => {
  it('shows what is parked and sends it again in order, twice within five minutes too', async () => {
    const events = [1, 2, 3].map(parkedEvent)
    const ids = events.map(({ id }) => id)
    for (const event of events.toReversed()) await parkEvent(event)

    const list = await run('parked', 'list', '--code', 'refused')
    expect(list).toMatchObject({ code: 0, output: expect.stringContaining('answered 422') })
    expect(list.output).not.toContain('Geheim')
    expect((await run('parked', 'show', ids[0]!)).output).toContain('"text": "Geheim"')

    const plan = await run('parked', 'retry', '--all', '--dry-run')
    expect([plan.code, plan.output]).toEqual([0, expect.stringMatching(/^would send again 3:\n/)])
    expect(plan.output).not.toContain('Geheim')
    expect(await arrived(ids)).toEqual([])

    expect(await run('parked', 'retry', '--destination', 'crm')).toEqual({
      code: 0,
      output: '3 of 3 sent again\n',
    })
    await eventually(async () => expect(await arrived(ids)).toEqual(ids))
    expect((await run('parked', 'list')).output).toBe('nothing is parked\n')

    const { duplicates } = await received()
    await parkEvent(events[0]!, 1)
    expect((await run('parked', 'retry', ids[0]!)).code).toBe(0)
    // The CRM knows it by its idempotency key.
    await eventually(async () => expect((await received()).duplicates).toBe(duplicates + 1))
  })

  it('drops what is given up', async () => {
    await parkEvent(parkedEvent(4))
    expect((await run('parked', 'drop', '--all', '--dry-run')).output).toMatch(/^would drop 1:\n/)
    expect(await run('parked', 'drop', '--yes', parkedEvent(4).id)).toEqual({
      code: 0,
      output: '1 of 1 dropped\n',
    })
    expect(await site.retained.objects('parked/')).toEqual([])
    const again = await run('parked', 'drop', '--yes', parkedEvent(4).id)
    expect([again.code, again.output]).toEqual([
      1,
      expect.stringMatching(/^netzdialog: nothing is parked under evt_/),
    ])
  })

  it('gives nothing up that nobody has agreed to', async () => {
    await parkEvent(parkedEvent(5))
    const asked = await run('parked', 'drop', parkedEvent(5).id)
    expect([asked.code, asked.output]).toEqual([
      2,
      expect.stringContaining('add --yes, or see with --dry-run'),
    ])
    expect(await site.retained.objects('parked/')).toHaveLength(1)
    const unmet = await run('parked', 'list', '--code', 'refusd')
    expect([unmet.code, unmet.output]).toEqual([
      0,
      expect.stringContaining('nothing is there of the code "refusd", but of refused'),
    ])
    expect(await run('parked', 'drop', '--all', '--yes')).toEqual({ code: 0, output: '1 of 1 dropped\n' })
  })

  it('does nothing to everything by a slip', async () => {
    const slip = await run('parked', 'drop')
    expect([slip.code, slip.output]).toEqual([
      2,
      'netzdialog: name ids, a filter such as --destination, or --all\n',
    ])
  })
})

describeThorough('netzdialog quarantine', () => {
  it('reads again what is understood today, and keeps and shows the rest', async () => {
    const platform = (await findPlatform('facebook'))!
    const payload = comment(
      '4711',
      { post: '300', comment: '1', time: 1_795_262_400 },
      { id: '991', name: 'Änne Grün' },
      'Verkannt',
    )
    await quarantine(
      {
        method: 'POST',
        query: new URLSearchParams(),
        headers: new Headers({ 'content-type': 'application/json' }),
        body: new TextEncoder().encode(JSON.stringify(payload)),
        receivedAt: new Date(),
      },
      [{ what: 'entry[0]', why: 'not known to the version of yesterday' }],
      {
        platform,
        store: site.store,
        telemetry: silent,
      },
    )
    const nonsense = '{"object":"page","entry":"Quatsch"'
    expect((await netzdialog.postFacebook(new TextEncoder().encode(nonsense))).status).toBe(200)

    const list = await run('quarantine', 'list', '--json')
    const items = list.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(items).toHaveLength(2)
    expect(list.output).not.toContain('headers')
    expect((await run('quarantine', 'retry', '--all', '--dry-run')).output).toContain(
      '1 of 2 would be read, and 1 events would be sent on',
    )
    const retried = await run('quarantine', 'retry', '--platform', 'facebook')
    expect(retried.code).toBe(1)
    expect(retried.output).toContain('1 of 2 read, 1 events sent on')
    await eventually(async () =>
      expect((await netzdialog.events()).map(({ data }) => data.message?.text)).toContain('Verkannt'),
    )
    const [left] = await site.retained.objects('quarantine/facebook/')
    const id = left!.split('/').at(-1)!.replace('.body', '')
    expect((await run('quarantine', 'show', id)).output).toContain('Quatsch')
    expect(await run('quarantine', 'drop', '--yes', id)).toEqual({ code: 0, output: 'dropped 1\n' })
    expect((await run('quarantine', 'list')).output).toBe('nothing is in quarantine\n')
  })
})

describeThorough('netzdialog replay', () => {
  it('sends past events again, which the CRM knows by their idempotency key', async () => {
    const texts = ['eins', 'zwei', 'drei']
    for (const [index, words] of texts.entries())
      await netzdialog.postFacebook(
        comment(
          '4711',
          { post: '400', comment: `${index + 1}`, time: 1_795_262_400 + index },
          { id: '992', name: 'Björn' },
          words,
        ),
      )
    const those = async () =>
      (await netzdialog.events()).filter(({ data }) => data.message?.id.startsWith('facebook:400_'))
    await eventually(async () => expect(await those()).toHaveLength(3))
    const [first] = await those()
    const conversation = (first!.data['conversation'] as { id: string }).id

    const only = ['--from', '1h', '--conversation', conversation]
    const plan = await run('replay', ...only, '--dry-run')
    expect([plan.code, plan.output]).toEqual([
      0,
      expect.stringMatching(/^1 would be sent again\n {2}crm: 1\n/),
    ])
    expect(plan.output).not.toContain('eins')
    const { duplicates } = await received()
    for (const times of [1, 2]) {
      expect(await run('replay', ...only)).toEqual({ code: 0, output: '1 sent again\n  crm: 1\n' })
      await eventually(async () => expect((await received()).duplicates).toBe(duplicates + times))
    }
    expect((await run('replay', '--from', '2020-01-01', '--to', '2020-01-02')).output).toMatch(
      /^nothing of that time and kind is kept\nnote: nothing is kept any more of before .*: retention\.archive is 7 days\n$/,
    )
    expect((await run('replay', '--from', 'last week')).code).toBe(2)
  })
})

describe('netzdialog events and trace', () => {
  it('list, show and follow what came, local and in the same shape', async () => {
    const tail = spawn(
      process.execPath,
      ['bin/netzdialog.ts', 'events', 'tail', '--json', '--kind', 'message.created'],
      {
        cwd: root,
        env: { ...process.env, PORT: new URL(netzdialog.url).port },
      },
    )
    let followed = ''
    tail.stdout.on('data', (chunk) => (followed += chunk))
    // It has begun once it shows what came before.
    await netzdialog.postFacebook(words('1', 'Wo bleibt der Techniker?'))
    const listed = await vi.waitFor(
      async () => {
        const { output } = await run(
          'events',
          'list',
          '--from',
          '10m',
          '--search',
          'techniker',
          '--state',
          'delivered',
          '--json',
        )
        const event: unknown = JSON.parse(output)
        expect(event).toMatchObject({
          platform: 'facebook',
          deliveries: [{ destination: 'crm', attempts: 1 }],
        })
        return event as Record<string, unknown>
      },
      { timeout: 30_000, interval: 100 },
    )
    expect(JSON.stringify(listed)).not.toContain('Techniker')
    const traced = JSON.parse((await run('trace', '600_1', '--json')).output)
    const { timeline, ...same } = traced
    expect(same).toEqual(listed)
    expect(timeline.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining(['received', 'routed', 'attempt', 'delivered']),
    )
    const { event, told, ...shown } = JSON.parse((await run('events', 'show', traced.id, '--json')).output)
    expect(shown).toEqual(traced)
    expect([event.message.text, told.words]).toEqual(Array(2).fill('Wo bleibt der Techniker?'))

    const trace = await run('trace', traced.id)
    expect(trace.output).toContain('routed to crm')
    expect(trace.output).not.toContain('Techniker')
    expect(trace.output.split('\n').every((line) => line.length <= 80)).toBe(true)

    let sent = 1
    await vi.waitFor(
      async () => {
        sent += 1
        await netzdialog.postFacebook(words(`${sent}`, 'Noch einer'))
        const states = followed
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).state)
        expect(states).toContain('delivered')
      },
      { timeout: 30_000, interval: 500 },
    )
    tail.kill('SIGINT')
    expect(await new Promise((resolve) => tail.on('close', resolve))).toBe(0)
  })

  it.each([
    [
      ['events', 'list', '--platform', 'mime'],
      2,
      'no platform "mime" here: of events from there it is "email"',
    ],
    [['quarantine', 'list', '--platform', 'email'], 2, 'in quarantine it is mime or postmark or sendgrid'],
    [
      ['trace', `evt_${'0'.repeat(32)}`],
      1,
      'nothing is known of "evt_00000000000000000000000000000000": no event, message, mail or ticket since',
    ],
  ])('netzdialog %j ends with %i and a sentence', async (args, code, sentence) => {
    const { code: ended, output } = await run(...args)
    expect([ended, output]).toEqual([code, expect.stringContaining(sentence)])
    expect(output.trim().split('\n')).toHaveLength(1)
  })
})

describeThorough('netzdialog erase', () => {
  it('says what to try where nobody is found, and with the scope counts what there is', async () => {
    const guessed = await run('erase', '--id', '992', '--dry-run')
    expect([guessed.code, guessed.output]).toEqual([1, expect.stringContaining('try --scope facebook:4711')])
    const found = await run('erase', '--id', '992', '--scope', 'facebook:4711', '--dry-run')
    expect([found.code, found.output]).toEqual([0, expect.stringMatching(/^would remove: 3 archived, /)])
    expect(found.output).toContain('that id is known in: facebook:4711 (3)')
    expect(found.output).not.toContain('Björn')
    const nobody = await run('erase', '--id', 'nobody@kunde.test', '--dry-run')
    expect([nobody.code, nobody.output]).toEqual([
      1,
      expect.stringContaining('the whole address and no scope'),
    ])
  })
})

describeThorough('netzdialog status and probe', () => {
  it('tell a healthy run from one whose CRM is away', async () => {
    const status = await run('status')
    expect([status.code, status.output]).toEqual([0, expect.stringMatching(/crm +0 +0 +- +0 +flows/)])
    const { events } = await received()
    const well = await run('probe', 'crm')
    expect(well.output).toContain(
      'ok  it takes a signed event (answered 200)\nok  it refuses a wrong signature',
    )
    expect(well.code).toBe(0)
    expect((await received()).events).toHaveLength(events.length)

    await netzdialog.fault('offline')
    const away = await run('probe', 'crm', '--json')
    expect(away.code).toBe(1)
    expect(JSON.parse(away.output)).toEqual([
      { check: 'address', ok: false, message: expect.stringContaining('takes no connections there') },
    ])
    await netzdialog.postFacebook(
      comment(
        '4711',
        { post: '500', comment: '1', time: 1_795_262_400 },
        { id: '993', name: 'Cem' },
        'Hallo?',
      ),
    )
    await eventually(async () => {
      const { breakers, queues } = JSON.parse((await run('status', '--json')).output)
      expect(breakers.crm).toMatchObject({ open: true, reason: expect.stringContaining('ECONNREFUSED') })
      expect(queues.at(-1)).toMatchObject({ name: 'crm', oldestSeconds: expect.any(Number) })
    })
    expect((await run('status')).output).toContain('crm is stopped since')
    await netzdialog.fault('ok')
    expect(await run('probe', 'nobody')).toEqual({
      code: 2,
      output: 'netzdialog: no destination "nobody": take one of crm\n',
    })
  })
})
