import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { DeliveryOutcome } from '../../functions/contracts/destination.ts'
import { retryDelay } from '../../functions/core/retry-delay.ts'
import { webhook } from '../../functions/destinations/webhook/index.ts'
import { signBody } from '../../functions/destinations/webhook/sign-body.ts'
import { kinds, type RoutedEvent } from '../../schemas/contact-event.ts'
import { deliveryContext } from '../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../contracts/routed-event.ts'
import { deliverScene } from '../support/deliver-scene.ts'

const project = join(import.meta.dirname, '../..')
const page = await readFile(join(project, 'docs/consuming-events.md'), 'utf8')

/** Rows of the table under a heading, by its first head. */
function rowsOf(heading: string, head: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const table = section.split(`\n| ${head} |`)[1]?.split('\n\n')[0] ?? ''
  const rows = table.split('\n').slice(2).map(cellsOf)
  expect(rows.length, `no table "${head}" under "${heading}"`).toBeGreaterThan(0)
  return rows
}

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

const secret = `whsec_${Buffer.from('only-for-tests'.padEnd(32, '.')).toString('base64')}`

/** What the adapter makes of an event, whatever the receiver answers. */
async function post(
  event: RoutedEvent,
  response: () => Response,
  mode: 'structured' | 'binary' = 'structured',
) {
  const sent: { headers: Headers; body: string }[] = []
  const settings = webhook.settings.parse({
    url: 'https://crm.acme.example/',
    mode,
    signingSecrets: [secret],
  })
  const context = await deliveryContext(event, settings, {
    fetch: async (_, { headers, body }) => {
      sent.push({ headers: new Headers(headers), body: Buffer.from(body ?? '').toString() })
      return response()
    },
  })
  const outcome = await webhook.open(context).deliver(event)
  return { outcome, sent: sent.at(-1) }
}

const answer = (status: number, headers: Record<string, string> = {}) =>
  post(routedEvent(), () => new Response(null, { status, headers }))

describe('the table of responses', () => {
  const table = rowsOf('What your response does', 'response').map(([response = '', event, destination]) => ({
    response,
    says: [event, destination],
  }))

  function rowOf(status: number, isTimed = false): (string | undefined)[] {
    const named = table.find(({ response }) =>
      isTimed
        ? response.includes('with `Retry-After`')
        : response
            .split(/, (?:and )?/)
            .some((part) => part === String(status) || part === `${Math.floor(status / 100)}xx`),
    )
    return (named ?? table.find(({ response }) => response === 'every other 4xx'))?.says ?? []
  }

  function sentenceOf(outcome: DeliveryOutcome): (RegExp | string)[] {
    if (outcome.status === 'delivered') return [/^done$/, '']
    if (outcome.status === 'retry') {
      if (outcome.throttled) return [/^comes again$/, expect.stringMatching(/^slows down/)]
      if (outcome.scope === 'message') return [/^comes again$/, expect.stringMatching(/^goes on/)]
      return [/^comes again$/, expect.stringMatching(/^five in a row, of at least two events, stop it$/)]
    }
    if (outcome.scope === 'destination')
      return [/^comes again; parked the third time/, expect.stringMatching(/^five events in a row stop it$/)]
    return [/^parked/, '']
  }

  it('is right about every status from 200 to 599', async () => {
    for (let status = 200; status < 600; status++) {
      const [event, destination] = sentenceOf((await answer(status)).outcome)
      expect(rowOf(status), `${status}`).toEqual([expect.stringMatching(event ?? ''), destination])
    }
  })

  it('is right about 503 that says when', async () => {
    const [event, destination] = sentenceOf((await answer(503, { 'retry-after': '9' })).outcome)
    expect(rowOf(503, true)).toEqual([expect.stringMatching(event ?? ''), destination])
  })
})

describe('what a receiver’s responses come to', () => {
  const numbered = (n: number) => routedEvent({ id: `evt_${String(n).padStart(32, '0')}` })

  async function sceneOf(status: number) {
    const { outcome } = await answer(status)
    const current = { outcome }
    const scene = deliverScene({ answers: [() => current.outcome] })
    const parked = () => [...scene.rows.keys()].filter((key) => key.startsWith('parked#'))
    return {
      ...scene,
      current,
      refusal: outcome,
      parked,
      isStopped: () => scene.row('breaker', '')?.['open'] === true,
    }
  }

  it.each([408, 500, 502, 503])(
    'is a stop after five %i in a row, of at least two events',
    async (status) => {
      const { deliver, isStopped, parked } = await sceneOf(status)
      for (let time = 0; time < 6; time++) await deliver(numbered(1))
      expect(isStopped()).toBe(false)
      await deliver(numbered(2))
      expect(isStopped()).toBe(true)
      expect(parked()).toEqual([])
    },
  )

  it.each([401, 403, 404, 405, 410, 415])(
    'is a stop after %i to five events in a row, none of them parked',
    async (status) => {
      const { deliver, row, parked } = await sceneOf(status)
      for (let n = 1; n <= 5; n++) await deliver(numbered(n))
      expect(row('breaker', '')).toMatchObject({ open: true })
      expect(row('breaker', '')?.['few']).not.toBe(true)
      expect(parked()).toEqual([])
    },
  )

  it.each([401, 405, 415])(
    'is a parked event where %i is answered to it alone, the third time',
    async (status) => {
      const { deliver, current, refusal, parked, pass } = await sceneOf(status)
      for (let time = 1; time <= 3; time++) {
        expect(parked()).toEqual([])
        current.outcome = refusal
        await deliver(numbered(1), { receiveCount: time })
        pass(20)
        current.outcome = { status: 'delivered' }
        await deliver(numbered(time + 1))
        pass(20)
      }
      expect(parked()).toHaveLength(1)
    },
  )
})

it('the table of retries is what happens', () => {
  const delay = (attempt: number, random: number) => retryDelay(attempt, undefined, 900, () => random)
  const rows = rowsOf('When it comes again', 'after its failed attempt')
  const [, late = ''] = rows.at(-1) ?? []
  for (const [which = '', within = ''] of rows.slice(0, -1)) {
    for (const attempt of [...which.matchAll(/\d+/g)].map(Number)) {
      expect(`${delay(attempt, 1 - Number.EPSILON)} s`, which).toBe(within)
      expect(delay(attempt, 0), which).toBe(1)
    }
  }
  for (const attempt of [17, 500]) expect(`${delay(attempt, 1)} to ${delay(attempt, 0)} s`).toBe(late)
})

it('the test vector is what the adapter signs, and what the library of the standard takes', () => {
  const block = page.match(/```json\n(\{\n {2}"secret"[^`]*)```/)?.[1]
  const vector = z.record(z.string(), z.string()).parse(JSON.parse(block ?? ''))
  const { secret = '', body = '', 'webhook-id': id = '', 'webhook-timestamp': timestamp } = vector
  const at = new Date(Number(timestamp) * 1000)
  const { secret: _, body: __, ...headers } = vector
  expect(signBody(Buffer.from(body), id, at, [secret])).toEqual(headers)
  expect(new Webhook(secret).sign(id, at, body)).toBe(headers['webhook-signature'])
  expect(page).toContain(`the body is ${Buffer.byteLength(body)} bytes`)
})

it('every ce- header follows from the body as the table says', async () => {
  const table = new Map(
    rowsOf('The request', 'header | from the body').map(([name = '', from]) => [name, from]),
  )
  const conversation = { ...routedMail().conversation, id: 'email:Störung 100 %' }
  const { sent } = await post(routedMail({ conversation }), () => new Response(null), 'binary')
  const event = z.looseObject({}).parse(JSON.parse(sent?.body ?? ''))
  const read = (name: string) => decodeURIComponent(sent?.headers.get(name) ?? '')
  const names = [...(sent?.headers.keys() ?? [])].filter((name) => name.startsWith('ce-'))
  expect(names.toSorted()).toEqual(
    [...table.keys()].flatMap((cell) => cell.match(/ce-\w+/g) ?? []).toSorted(),
  )
  expect({
    id: read('ce-id'),
    type: read('ce-type'),
    time: read('ce-time'),
    source: read('ce-source'),
    subject: decodeURIComponent(read('ce-subject')),
  }).toEqual({
    id: event['id'],
    type: `de.netzdialog.contact.${event['kind']}.v1`,
    time: event['occurredAt'],
    source: '/email/service@acme.test',
    subject: 'email:Störung 100 %',
  })
  expect(sent?.headers.get('webhook-id')).toBe(event['id'])
  // Which is why the page says that nothing is to be taken from them: only this is signed.
  const signed = Object.fromEntries(
    ['id', 'timestamp', 'signature'].map((name) => [
      `webhook-${name}`,
      sent?.headers.get(`webhook-${name}`) ?? '',
    ]),
  )
  expect(signed).toEqual(
    signBody(Buffer.from(sent?.body ?? ''), String(event['id']), new Date('2026-11-21T10:00:00Z'), [secret]),
  )
})

it('there are as many types as it says', () => {
  expect(page).toContain('each of the sixteen values of `type`')
  expect(kinds).toHaveLength(16)
})

it('names a receiver of every language that there is', async () => {
  for (const file of await readdir(join(project, 'docs/examples/receivers')))
    expect(page).toContain(`(examples/receivers/${file})`)
})
