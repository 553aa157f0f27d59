import { beforeEach, describe, expect, it } from 'vitest'
import { askDestinations } from '../../../bin/console/ask-destinations.ts'
import { consoleApp } from '../../../bin/console/console-app.ts'
import { pageOperations } from '../../../bin/console/page-operations.ts'
import { rebuildBody } from '../../../bin/console/rebuild-body.ts'
import { openAdapters } from '../../../bin/deployment-checks/open-adapters.ts'
import { keepSentRequests, type SentRequests } from '../../../bin/local/sent-requests.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

let scene: ReturnType<typeof operationsScene>
let fails: Error | undefined
let probed: string[]
let requests: SentRequests | undefined

beforeEach(async () => {
  probed = []
  requests = undefined
  scene = operationsScene()
  fails = undefined
  const { ledger } = scene.ports
  for (const n of [1, 2, 3, 4]) {
    const event = nthEvent(n, apart(`facebook:${n}`))
    const { receivedAt } = event
    await scene.archive(event, receivedAt, n === 4 ? [] : ['crm'])
    await ledger.merge('processed', event.id, { at: receivedAt, generation: 0, receivedAt })
  }
  await scene.park(nthEvent(1, apart('facebook:1')))
  await scene.park(nthEvent(2, apart('facebook:2')))
  const delivered = { status: 'delivered' as const, generation: 0, attempts: 2 }
  await ledger.merge('delivery', `crm#${nthEvent(3).id}`, {
    ...delivered,
    deliveredAt: '2026-11-21T10:00:09.000Z',
    remote: { ticket: 'T-7', url: 'https://crm.test/T-7' },
    attemptLog: [
      { at: '2026-11-21T10:00:04.000Z', ms: 5000, outcome: 'waiting', reason: 'time-out' },
      { at: '2026-11-21T10:00:08.000Z', ms: 231, outcome: 'delivered' },
    ],
  })
})

function open(canWrite = true) {
  const operations = pageOperations(scene.ports)
  return consoleApp({
    ports: {
      site: scene.ports,
      operations: {
        ...operations,
        overview: () => (fails ? Promise.reject(fails) : operations.overview()),
      },
      findPlatform: scene.ports.findPlatform,
      rebuild: rebuildBody(scene.ports.deployment, openAdapters({}, '/')),
      ...(requests && { requests }),
      probes: askDestinations(async (name) => {
        probed.push(name)
        await new Promise(setImmediate)
        if (fails) throw fails
        return [{ check: 'address', ok: false, message: 'the host name does not resolve' }]
      }, scene.ports.now),
      settle: async () => {},
    },
    stack: 'netzdialog',
    canWrite,
    now: scene.ports.now,
    explain: () => 'AWS refuses: set AWS_PROFILE',
  })
}

const origin = 'http://localhost:9000'
const browser = { host: 'localhost:9000', accept: 'text/html', 'accept-language': 'en' }
type App = ReturnType<typeof open>
const get = (app: App, path: string, headers: Record<string, string> = {}) =>
  app.request(`${origin}${path}`, { headers: { ...browser, ...headers } })
const read = async (app: App, path: string) => (await get(app, path)).text()
const press = (
  app: App,
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
) =>
  app.request(`${origin}/page${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { ...browser, origin, 'sec-fetch-site': 'same-origin', ...headers },
  })
const sure = { confirmed: 'yes' }
const group = { destination: 'crm', code: 'refused', reason: 'answered 422' }

describe('the first page of the console', () => {
  it('begins with what needs somebody, by name and with first words', async () => {
    const html = await read(open(), '/')
    expect(html).toMatch(/1 thing needs attention/)
    expect(html).toMatch(/2 contacts did not reach crm.*answered 422.*Änne Grün.*Mein Fernseher ist schwarz/s)
    expect(html.indexOf('Needs attention')).toBeLessThan(html.indexOf('The newest contacts'))
  })

  it('shows numbers that add up', async () => {
    const html = await read(open(), '/')
    const numbers = [...html.matchAll(/<dd>(?:<span[^>]*>[^<]*<\/span>)?(\d+)/g)].map(([, number]) =>
      Number(number),
    )
    const [accepted, ...states] = numbers
    expect([accepted, ...states]).toEqual([4, 1, 0, 2, 1, 0])
  })

  it.each([
    ['de', '3 Nachrichten warten vor den Regeln, mit je bis zu hundert Ereignissen.'],
    ['en', '3 messages of up to a hundred events wait to be routed.'],
  ])('tells once what waits to be routed, beside the numbers (%s)', async (language, sentence) => {
    const all = await scene.ports.levels()
    const levels = async () => all.map((each) => (each.name === 'contacts' ? { ...each, waiting: 3 } : each))
    scene = { ...scene, ports: { ...scene.ports, levels } }
    const html = await (await get(open(), '/', { 'accept-language': language })).text()
    expect(html.split(sentence)).toHaveLength(2)
    expect(html).toMatch(/<div class="accepted some"><dt><a [^>]*>[^<]*<\/a><\/dt><dd><span [^>]*><\/span>4</)
  })

  it('is calm only where nothing is stuck', async () => {
    const app = open()
    await press(app, '/parked/drop', { ...group, ...sure })
    const html = await read(app, '/')
    expect(html).toContain('Nothing needs you.')
    expect(html).toContain('Nothing is stuck.')
    expect(html).not.toContain('Everything is delivered')
  })

  it('is not calm where a platform is silent that always talks', async () => {
    const silenceAfter = { hours: 3, within: 'Sat 08:00-18:00', timeZone: 'Europe/Berlin' }
    Object.assign(scene.ports.deployment.platforms, { twitter: { silenceAfter, settings: {} } })
    const app = open()
    await press(app, '/parked/drop', { ...group, ...sure })
    const html = await read(app, '/')
    expect(html).toContain('1 thing needs attention.')
    expect(html).toMatch(/Nothing came from twitter for 3 h.*Expected.*Sat 08:00-18:00.*Europe\/Berlin/s)
    expect(html).toContain('href="/events?when=all&amp;platform=twitter"')
    expect(html).not.toContain('Nothing is stuck.')
    await scene.archive(nthEvent(9, { ...apart('x'), platform: 'twitter' }), '2026-11-21T10:00:09.000Z')
    expect(await read(app, '/')).toContain('Nothing is stuck.')
  })

  it('says what AWS says', async () => {
    fails = new Error('no')
    const answer = await get(open(), '/')
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining('set AWS_PROFILE')])
  })
})

describe('whoever looks', () => {
  const paths = ['/', '/events', `/events/${nthEvent(3).id}`, '/conversations/facebook%3A3', '/figures']

  it.each([...paths, `/parked?${new URLSearchParams(group)}`, '/destinations/crm'])(
    'gets %s in both languages, kept in no cache, and only as this machine',
    async (path) => {
      const app = open()
      const german = await get(app, path, { 'accept-language': 'de' })
      const html = await german.text()
      expect([german.status, german.headers.get('cache-control')]).toEqual([200, 'no-store'])
      expect(german.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(html).toContain('<html lang="de">')
      expect(html).not.toMatch(/ style=| on\w+=|undefined|\[object/)
      expect(await read(app, path)).toContain('<html lang="en">')
      expect((await get(app, path, { host: 'elsewhere.example' })).status).toBe(403)
    },
  )

  it('stays on the page when the language is switched', async () => {
    const app = open()
    const before = `${origin}/events?q=gr%C3%BCn`
    const answer = await get(app, '/events?language=de', { referer: before })
    expect(answer.headers.get('location')).toBe('/events?q=gr%C3%BCn')
  })
})

describe('a destination', () => {
  const path = '/destinations/crm'
  const ask = (app: App, headers: Record<string, string> = {}) =>
    app.request(`${origin}${path}`, {
      method: 'POST',
      headers: { ...browser, origin, 'sec-fetch-site': 'same-origin', ...headers },
    })
  const stop = () =>
    scene.ports.ledger.merge('breaker', 'crm', {
      open: true,
      since: '2026-11-21T11:00:00.000Z',
      probeAt: '2026-11-21T12:01:00.000Z',
      probes: 1,
      reason: 'no answer: ENOTFOUND',
      stoppedMs: 0,
    })

  it('is asked by no page that is merely read', async () => {
    await stop()
    const app = open()
    for (const each of [path, '/'])
      for (const method of ['GET', 'HEAD'])
        expect((await app.request(`${origin}${each}`, { method, headers: browser })).status).toBe(200)
    expect(await read(app, path)).toContain('Not asked since this console began.')
    expect(probed).toEqual([])
  })

  it.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
  ])('is not asked by %s', async (_, headers) => {
    expect((await ask(open(), headers)).status).toBe(403)
    expect(probed).toEqual([])
  })

  it('that is not deployed is not asked', async () => {
    const app = open()
    const asked = await app.request(`${origin}/destinations/__proto__`, {
      method: 'POST',
      headers: { ...browser, accept: 'application/json' },
    })
    expect([asked.status, (await get(app, '/destinations/__proto__')).status, probed]).toEqual([404, 404, []])
  })

  it('is asked by a button, without JavaScript and by whoever may only read, and its answer stays where it is stopped', async () => {
    await stop()
    const app = open(false)
    expect(await read(app, '/')).toMatch(
      /crm is stopped.*no answer: ENOTFOUND.*action="\/destinations\/crm"/s,
    )
    const asked = await ask(app, { referer: `${origin}/` })
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/?done=asked&detail=crm'])
    const html = await read(app, asked.headers.get('location') ?? '')
    expect(html).toMatch(/crm was asked/)
    expect(html).toMatch(/crm is stopped.*Answered.*21 Nov 2026.*the host name does not resolve/s)
    expect(await read(app, path)).toContain('the host name does not resolve')
    const again = await ask(app, { referer: `${origin}${path}` })
    expect(again.headers.get('location')).toBe(`${path}?done=asked&detail=crm`)
  })

  it('is asked once by two at once, and what fails is said in place of an answer', async () => {
    const app = open()
    await Promise.all([ask(app), ask(app)])
    expect(probed).toEqual(['crm'])
    fails = new Error('no')
    await ask(app)
    expect(await read(app, path)).toContain('the probe failed (Error)')
    expect(probed).toHaveLength(2)
  })

  it('can be linked to where it only shows something', async () => {
    const answer = await get(open(false), `/events/${nthEvent(3).id}`, { 'sec-fetch-site': 'cross-site' })
    expect(answer.status).toBe(200)
  })
})

describe('a contact', () => {
  it('is found by name, by ticket and by state, and its id leads to its page', async () => {
    const app = open()
    expect(await read(app, '/events?q=anne%20grun')).toContain('3 contacts')
    expect(await read(app, '/events?q=T-7')).toContain('1 contact')
    expect(await read(app, '/events?state=not_asked_for')).toContain('its words are not kept')
    expect(await read(app, '/events?q=waschmaschine')).toContain('Nothing was found.')
    const named = await get(app, `/events?q=${nthEvent(3).id}`)
    expect(named.headers.get('location')).toBe(`/events/${nthEvent(3).id}`)
    expect((await get(app, `/events/${nthEvent(9).id}`)).status).toBe(404)
  })

  it('is marked alike in its conversation, in a list and on its page where it was edited or deleted since', async () => {
    const talk = apart('facebook:77')
    const own = nthEvent(1).message!
    const [asked, better, advice] = [
      nthEvent(11, talk),
      nthEvent(12, { ...talk, kind: 'message.edited', message: { ...own, text: 'Er ist dunkel' } }),
      nthEvent(13, { ...talk, message: { ...own, id: 'facebook:78', text: 'Stecker ziehen' } }),
    ]
    for (const event of [asked, better, advice]) {
      await scene.archive(event, event.receivedAt, ['crm'])
      const processed = { at: event.receivedAt, generation: 0, receivedAt: event.receivedAt }
      await scene.ports.ledger.merge('processed', event.id, processed)
    }
    await scene.ports.ledger.merge('message', 'facebook:78', { deletedAt: advice.receivedAt })
    const thread = await read(open(), '/conversations/facebook:77')
    expect(thread).toMatch(
      /<del>Mein Fernseher.*edited later.*>Er ist dunkel.*<del>Stecker ziehen.*deleted later/s,
    )
    expect(thread.split('<del>')).toHaveLength(3)
    expect(await read(open(), '/events?q=stecker')).toMatch(/deleted later.*<del>Stecker ziehen/s)
    const page = await read(open(), `/events/${advice.id}`)
    expect(page).toMatch(/deleted it later.*<del>Stecker ziehen/s)
  })

  it('is looked for by mail once, whatever gateways bring it', async () => {
    const { deployment } = scene.ports
    const settings = { settings: {} }
    const gateways = Object.fromEntries(
      ['mailgun', 'mandrill', 'mime', 'postmark', 'sendgrid'].map((name) => [name, settings] as const),
    )
    Object.assign(deployment.platforms, gateways, { 'forum-of-trains': settings })
    const html = await read(open(), '/events')
    const chips = [...html.matchAll(/platform=([\w-]+)"/g)].map(([, platform]) => platform)
    expect(chips).toEqual(['facebook', 'twitter', 'email', 'forum-of-trains'])
  })

  it.each([
    ['1', 'By rule 1 of the deployment, as it was when it was routed.'],
    ['2,4', 'By rule 2 and 4 of the deployment'],
    ['own', 'By the deployment’s own function `decide`.'],
    [
      '3,sent',
      'By rule 3 of the deployment, as it was when it was routed. Where the message went that it changes.',
    ],
    ['', 'No rule applied when it was routed.'],
  ])('says by which rule it was routed: "%s"', async (by, sentence) => {
    const event = nthEvent(3, apart('facebook:3'))
    await scene.archive(event, event.receivedAt, ['crm'], { by })
    const html = await read(open(), `/events/${event.id}`)
    expect(html).toContain(sentence)
    expect(html).not.toContain('as it is today')
  })

  it('is filtered and counted by platforms under the names that the deployment gives them', async () => {
    Object.assign(scene.ports.deployment.platforms, {
      standard: { settings: { platforms: { scanner: 'Letters and faxes' } } },
    })
    const event = nthEvent(8, {
      ...apart('scanner:8'),
      platform: 'scanner',
      platformLabel: 'Letters and faxes',
    })
    await scene.archive(event, event.receivedAt, ['crm'])
    const found = await read(open(), '/events')
    expect(found).toMatch(/platform=scanner"[^>]*>Letters and faxes</)
    const figures = await read(open(), '/figures')
    expect(figures).toMatch(/<li class="series-\d"><bdi>Letters and faxes<\/bdi>/)
    expect(found + figures).not.toMatch(/>(?:<bdi>)?Scanner</)
  })

  it('shows what a destination was sent: made again of the event, or why it is not kept, or each request', async () => {
    const path = `/events/${nthEvent(3).id}`
    const again = await read(open(), path)
    expect(again).toMatch(/What crm was sent.*Made again of the event as it is kept now/s)
    expect(again).toMatch(/application\/cloudevents\+json.*de\.netzdialog\.contact\.message\.created\.v1/s)
    Object.assign(scene.ports.deployment.destinations[0]!, { adapter: 'zendesk' })
    expect(await read(open(), path)).toMatch(
      /What crm was sent.*Not kept: the request holds a customer’s words/s,
    )
    requests = keepSentRequests()
    const at = '2026-11-21T10:00:04.000Z'
    const one = { destination: 'crm', eventId: nthEvent(3).id, at, ms: 231, method: 'POST', headers: {} }
    const url = 'https://crm.test/tickets'
    requests.keep({ ...one, url, attempt: 1, code: 'ETIMEDOUT', bytes: 4, isCut: false })
    requests.keep({ ...one, url, attempt: 2, status: 201, body: '{"id":7}', bytes: 8, isCut: false })
    const html = await read(open(), path)
    expect(html).toMatch(/POST https:\/\/crm\.test\/tickets.*no answer: ETIMEDOUT.*No text: 4 bytes/s)
    expect(html).toMatch(/answered 201.*attempt 2.*took 231 ms.*&quot;id&quot;: 7/s)
  })

  it('is listed with what else is parked for the same reason by platform, kind and words, a page at a time', async () => {
    const url = `/parked?${new URLSearchParams(group)}`
    const html = await read(open(), url)
    expect(html).toMatch(/2 contacts<.*Änne Grün.*class="platform facebook">Facebook.*Mein Fernseher/s)
    const deleted = { kind: 'message.deleted' as const, message: { id: 'facebook:9', attachments: [] } }
    await scene.park(nthEvent(5, { ...apart('facebook:5'), ...deleted }))
    expect(await read(open(), url)).toContain('deleted the message')
    for (let n = 20; n < 220; n += 1) await scene.park(nthEvent(n, apart(`facebook:${n}`)))
    const first = await read(open(), url)
    expect(first).toContain('1 to 200 of 203 contacts, newest first')
    const [, next = ''] = /href="([^"]*)">Older ones/.exec(first) ?? []
    const last = await read(open(), next.replaceAll('&amp;', '&'))
    expect(last).toContain('201 to 203 of 203 contacts')
    expect(last.match(/class="contact"/g)).toHaveLength(3)
    expect(last).toContain('Newer ones')
    expect(await read(open(), `${url}&after=9999`)).toContain('203 to 203 of 203')
    expect(await read(open(), `${url}&after=-1`)).toContain('1 to 200 of 203')
  })

  it('links to where it was written', async () => {
    const url = 'https://www.facebook.com/777?a=1&b="<'
    const event = nthEvent(7, { ...apart('facebook:7'), message: { ...nthEvent(7).message!, url } })
    await scene.archive(event, event.receivedAt, ['crm'])
    const processed = { at: event.receivedAt, generation: 0, receivedAt: event.receivedAt }
    await scene.ports.ledger.merge('processed', event.id, processed)
    expect(await read(open(), `/events/${event.id}`)).toContain(
      '<dd><a href="https://www.facebook.com/777?a=1&amp;b=%22%3C" rel="noreferrer">',
    )
  })

  it('was sent nothing where it waits, was parked by the rules, or has no words any more', async () => {
    const event = nthEvent(7, apart('facebook:7'))
    await scene.archive(event, event.receivedAt)
    await scene.ports.ledger.merge('processed', event.id, { at: event.receivedAt, generation: 0 })
    for (const n of [4, 7]) expect(await read(open(), `/events/${nthEvent(n).id}`)).not.toContain('was sent')
  })

  it('says on the page of one that waits that its destination is stopped, how much waits, and when it is tried', async () => {
    const event = nthEvent(7, apart('facebook:7'))
    const { receivedAt } = event
    await scene.archive(event, receivedAt, ['crm'])
    await scene.ports.ledger.merge('processed', event.id, { at: receivedAt, generation: 0, receivedAt })
    const levels = async () => [{ name: 'crm', waiting: 5, inFlight: 2, deadLetterQueue: 0 }]
    scene = { ...scene, ports: { ...scene.ports, levels } }
    expect(await read(open(), `/events/${event.id}`)).not.toContain('crm is stopped')
    const since = '2026-11-21T10:00:00.000Z'
    const breaker = { open: true, since, probeAt: '2026-11-21T12:05:00.000Z', probes: 3, stoppedMs: 0 }
    await scene.ports.ledger.replace('breaker', 'crm', { ...breaker, reason: 'answered 503' }, undefined)
    expect(await read(open(), `/events/${event.id}`)).toMatch(
      /crm is stopped.*since.*answered 503.*7 .*wait.*Next probe.*2026-11-21T12:05/s,
    )
    expect(await read(open(), `/events/${nthEvent(3).id}`)).not.toContain('crm is stopped')
  })

  it('shows every attempt with its time, what came of it and how long it took', async () => {
    const html = await read(open(), `/events/${nthEvent(3).id}`)
    expect(html).toMatch(
      /attempt.*took 5,000 ms.*will be tried again.*time-out.*took 231 ms.*delivered.*T-7/s,
    )
    // Of the last release, which did not write it down.
    expect(html).toContain('By rule 1 of the deployment, as it is today')
    expect(html).toContain('Mein Fernseher ist schwarz')
    expect(html).toContain('href="https://crm.test/T-7"')
  })

  it('shows the figures behind the charts as tables', async () => {
    const html = await read(open(), '/figures')
    expect(html).toMatch(/<th scope="row"><bdi>crm<\/bdi><\/th><td>1<\/td><td>6 s<\/td><td>6 s<\/td>/)
    expect(html).toMatch(/<th scope="row"><bdi>crm<\/bdi><\/th><td>1<\/td><td>2<\/td>/)
  })
})

describe('what changes something', () => {
  const { id } = nthEvent(1)

  it.each([
    ['/parked/retry', group, 'Send 2 contacts again?'],
    ['/parked/drop', group, 'Drop 2 contacts for good?'],
    [`/parked/crm/${id}/drop`, {}, 'Drop 1 contact for good?'],
    [`/events/${nthEvent(3).id}/replay`, { destination: 'crm' }, 'Send this contact to crm once more?'],
    [`/events/${nthEvent(3).id}/erase`, {}, 'Erase all that is kept of Änne Grün'],
  ])('asks first without a script, and says how many (%s)', async (path, fields, question) => {
    const app = open()
    const before = new Map(scene.rows)
    const answer = await press(app, path, fields)
    const html = await answer.text()
    expect([answer.status, html]).toEqual([200, expect.stringContaining(question)])
    expect(html).toContain('name="confirmed" value="yes"')
    expect(scene.rows).toEqual(before)
    expect(scene.taken()).toEqual([])
  })

  it('sends all of a group again once somebody is sure, and nothing else', async () => {
    await scene.park(nthEvent(3, apart('facebook:3')), { reason: 'answered 413' })
    const answer = await press(open(), '/parked/retry', { ...group, ...sure })
    expect(answer.headers.get('location')).toBe('/?done=retriedMany&detail=2')
    expect(scene.taken().map(({ id }) => id)).toEqual([nthEvent(1).id, nthEvent(2).id])
  })

  it('leaves what was parked since the page was made', async () => {
    await scene.park(nthEvent(3, apart('facebook:3')), {}, 30)
    await press(open(), '/parked/retry', { ...group, ...sure, until: '2026-11-21T12:00:00.000Z' })
    expect(scene.taken()).toHaveLength(2)
  })

  it('sends a delivered contact once more, and leads back to it', async () => {
    const { id } = nthEvent(3)
    const referer = `${origin}/events/${id}`
    const fields = { destination: 'crm', ...sure }
    const answer = await press(open(), `/events/${id}/replay`, fields, { referer })
    expect(answer.headers.get('location')).toBe(`/events/${id}?done=replayed`)
    expect(scene.taken().map(({ deduplicationId }) => deduplicationId)).toEqual([`${id}#1`])
  })

  it('erases a person', async () => {
    const answer = await press(open(), `/events/${nthEvent(3).id}/erase`, sure)
    expect(answer.headers.get('location')).toMatch(/done=erased/)
    expect(JSON.stringify([...scene.rows.values()])).not.toContain('Mein Fernseher')
    expect([...scene.objects.keys()].filter((key) => key.startsWith('parked/'))).toEqual([])
  })

  it('is not there where the console is read-only', async () => {
    const app = open(false)
    for (const path of ['/', `/events/${id}`, `/parked?${new URLSearchParams(group)}`])
      expect(await read(app, path)).not.toContain('method="post"')
    for (const path of ['/parked/retry', '/parked/drop', `/parked/crm/${id}/retry`, `/events/${id}/erase`])
      expect((await press(app, path, { ...group, ...sure }, { accept: 'application/json' })).status).toBe(403)
    expect(scene.taken()).toEqual([])
  })

  it('takes no button that another site presses', async () => {
    const elsewhere = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
    expect((await press(open(), '/parked/drop', { ...group, ...sure }, elsewhere)).status).toBe(403)
    expect((await scene.ports.retained.parked('crm')).length).toBe(2)
  })
})
