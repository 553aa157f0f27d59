import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { type CloudEvent, HTTP } from 'cloudevents'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { Fetch } from '../../../../functions/contracts/destination.ts'
import { webhook } from '../../../../functions/destinations/webhook/index.ts'
import { settings } from '../../../../functions/destinations/webhook/settings.ts'
import { createGuardedFetch } from '../../../../functions/outbound/guarded-fetch.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext, storedPhoto } from '../../../contracts/delivery-context.ts'
import { describeDestination } from '../../../contracts/destination-contract.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { type ReceivedRequest, useScriptedServer } from '../../../contracts/scripted-server.ts'

const [current, next] = ['current', 'next'].map(
  (name) => `whsec_${Buffer.from(name.padEnd(32, '.')).toString('base64')}`,
) as [string, string]

for (const mode of ['structured', 'binary'])
  describe(`${mode} mode`, () => {
    describeDestination({
      adapter: webhook,
      settings: (origin) => ({
        url: `${origin}/contacts?from=netzdialog`,
        mode,
        signingSecrets: [current, next],
        authorization: 'Bearer recognisable-token',
      }),
      secrets: [current, next, 'Bearer recognisable-token'],
      taken: Object.fromEntries([200, 201, 202, 204, 299].map((status) => [status, () => ({ status })])),
      idempotencyKey: ({ headers }) => headers['webhook-id'],
    })
  })

const server = useScriptedServer()

/** What the receiver gets of an event. */
async function receive(event: RoutedEvent, more: Record<string, unknown> = {}): Promise<ReceivedRequest> {
  const given = settings.parse({ url: `${server.origin}/contacts`, signingSecrets: [current], ...more })
  const outcome = await webhook
    .open(await deliveryContext(event, given, { now: () => new Date() }))
    .deliver(event)
  expect(outcome).toEqual({ status: 'delivered' })
  return server.requests.at(-1)!
}

const verify = (secret: string, { body, headers }: ReceivedRequest) =>
  new Webhook(secret).verify(body.toString(), headers)

function readCloudEvent({ headers, body }: ReceivedRequest): CloudEvent<unknown> {
  return HTTP.toEvent({ headers, body: body.toString() }) as CloudEvent<unknown>
}

describe('what a receiver gets', () => {
  it.each(['structured', 'binary'])('can be made again to the byte in %s mode', async (mode) => {
    const { headers, body } = await receive(routedEvent(), { mode })
    const operator = await webhook.operator?.()
    const settings = { url: 'https://crm.example.com/', mode }
    expect(operator?.rebuild?.(routedEvent(), settings)).toEqual({
      contentType: headers['content-type'],
      text: body.toString(),
    })
  })

  it('has a link to what lies in our store, and the address of what does not', async () => {
    const { message } = routedMail()
    const remote = { type: 'image', state: 'remote' as const, url: 'https://cdn.platform.test/1.jpg' }
    const stored = { type: 'image/jpeg', state: 'stored' as const, key: storedPhoto.key, name: 'foto.jpg' }
    const event = routedMail({ message: { ...message!, attachments: [stored, remote] } })
    const { data } = readCloudEvent(await receive(event)) as CloudEvent<RoutedEvent>
    expect(data?.message?.attachments).toEqual([
      { ...stored, url: expect.stringMatching(/^https:\/\/links\.netzdialog\.test\/attachments\//) },
      remote,
    ])
  })

  it.each(['structured', 'binary'])('is a CloudEvent in %s mode', async (mode) => {
    const event = routedMail({
      message: { id: 'email:<m1@kunde.test>', text: 'Immer noch schwarz.', attachments: [] },
    })
    const { id, source, type, subject, time, dataschema, data } = readCloudEvent(
      await receive(event, { mode }),
    )
    expect({ id, source, type, subject, time, dataschema, data }).toEqual({
      id: event.id,
      source: '/email/service@acme.test',
      type: 'de.netzdialog.contact.message.created.v1',
      subject: event.conversation.id,
      time: '2026-11-20T09:00:00.000Z',
      dataschema: 'urn:netzdialog:contact-event:v1',
      data: event,
    })
  })

  it.skipIf(!process.env['NETZDIALOG_SPECS'])(
    'satisfies the JSON Schema of CloudEvents (where NETZDIALOG_SPECS holds cloudevents.schema.json)',
    async () => {
      const file = join(process.env['NETZDIALOG_SPECS']!, 'cloudevents.schema.json')
      const ajv = addFormats.default(new Ajv({ strict: false }))
      const validate = ajv.compile(JSON.parse(await readFile(file, 'utf8')))
      for (const event of [routedEvent(), routedMail()]) {
        validate(JSON.parse((await receive(event)).body.toString()))
        expect(validate.errors).toBeNull()
      }
    },
  )

  it('says what it is', async () => {
    const structured = await receive(routedEvent(), { authorization: 'Bearer abc' })
    expect(structured).toMatchObject({ method: 'POST', path: '/contacts' })
    expect(structured.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'content-length': String(structured.body.length),
      'user-agent': 'netzdialog/1',
      authorization: 'Bearer abc',
    })
    const binary = await receive(routedEvent(), { mode: 'binary' })
    expect(binary.headers).toMatchObject({ 'content-type': 'application/json', 'ce-specversion': '1.0' })
    expect(binary.headers).not.toHaveProperty('authorization')
    expect(binary.headers).not.toHaveProperty('ce-data')
  })

  it.each(['structured', 'binary'])('bears a signature of every secret in %s mode', async (mode) => {
    const request = await receive(routedMail(), { mode, signingSecrets: [current, next] })
    expect(verify(current, request)).toEqual(JSON.parse(request.body.toString()))
    expect(verify(next, request)).toEqual(JSON.parse(request.body.toString()))
    expect(request.headers['webhook-signature']?.split(' ')).toHaveLength(2)
  })

  it('bears no signature of a secret that is not in the settings', async () => {
    const request = await receive(routedMail())
    expect(() => verify(next, request)).toThrow('No matching signature')
    expect(() => verify(current, { ...request, body: Buffer.from(`${request.body} `) })).toThrow(
      'No matching',
    )
  })

  it.each([
    ['emoji and umlauts', 'Größe 🚚 👩‍👩‍👧'],
    ['a noncharacter', 'a\uffffb'],
    ['a lone surrogate', 'a\ud800b'],
    ['control characters', '\u0000\u001b\u007f\u2028'],
    ['a million characters', 'ß🚚'.repeat(350_000)],
  ])('keeps %s in the text', async (_, text) => {
    const message = { ...routedEvent().message!, text }
    for (const mode of ['structured', 'binary']) {
      const request = await receive(routedEvent({ message }), { mode })
      verify(current, request)
      expect(readCloudEvent(request)).toMatchObject({ data: { message: { text } } })
    }
  })

  it('has headers of printable ASCII whatever the conversation is called', async () => {
    const conversation = { id: 'email:Störung 🚚 "100 %"\n', match: 'none' as const }
    const { headers, body } = await receive(routedEvent({ conversation }), { mode: 'binary' })
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
    const subject = decodeURIComponent(headers['ce-subject']!)
    expect(decodeURIComponent(subject)).toBe(conversation.id)
    expect(JSON.parse(body.toString())).toMatchObject({ conversation })
  })

  it('is signed anew for each attempt', async () => {
    const at = async (seconds: number) => {
      const event = routedEvent()
      const given = settings.parse({ url: server.origin, signingSecrets: [current] })
      const now = () => new Date(seconds * 1000 + 999)
      await webhook.open(await deliveryContext(event, given, { now })).deliver(event)
      return server.requests.at(-1)!.headers
    }
    const [first, second] = [await at(1_800_000_000), await at(1_800_000_600)]
    expect([first['webhook-timestamp'], second['webhook-timestamp']]).toEqual(['1800000000', '1800000600'])
    expect(first['webhook-id']).toBe(second['webhook-id'])
    expect(first['webhook-signature']).not.toBe(second['webhook-signature'])
  })
})

describe('answers of a receiver', () => {
  async function deliver(url = server.origin, fetch?: Fetch) {
    const event = routedEvent()
    const given = settings.parse({ url, signingSecrets: [current] })
    return webhook.open(await deliveryContext(event, given, fetch && { fetch })).deliver(event)
  }

  it('stops the destination at 410', async () => {
    server.answer = () => ({ status: 410 })
    expect(await deliver()).toEqual({
      status: 'rejected',
      code: 'gone',
      reason: 'answered 410: the receiver wants nothing more at this address',
      scope: 'destination',
    })
  })

  it.each([404, 405, 415])('stops the destination at %i, which every event would get', async (status) => {
    server.answer = () => ({ status })
    expect(await deliver()).toMatchObject({
      status: 'rejected',
      code: 'wrong_endpoint',
      scope: 'destination',
    })
  })

  it.each([422, 404, 301])('says of %i what it was answered, and of what it took nothing', async (status) => {
    const headers = { 'content-type': 'application/json', location: '/new?of=anne' }
    server.answer = () => ({ status, headers, body: '{"missing":"phone"}' })
    const response = status === 301 ? `leads to ${server.origin}/new` : '{"missing":"phone"}'
    expect(await deliver()).toMatchObject({ status: 'rejected', response })
    server.answer = () => ({ status: 200, headers, body: '{"ok":true}' })
    expect(await deliver()).toEqual({ status: 'delivered' })
    server.answer = () => ({ status: 500, headers, body: '{"ok":false}' })
    expect(await deliver()).not.toHaveProperty('response')
  })

  it('takes an endless answer for what its status says', async () => {
    server.answer = () => 'flood'
    expect(await deliver()).toEqual({ status: 'delivered' })
  })

  it.each([
    ['insecure_url', 'http://localhost:1/', createGuardedFetch()],
    ['private_address', 'https://10.0.0.1/', createGuardedFetch()],
  ])('stops the destination with %s and sends nothing', async (code, url, guarded) => {
    expect(await deliver(url, guarded)).toMatchObject({ status: 'rejected', code, scope: 'destination' })
  })
})
