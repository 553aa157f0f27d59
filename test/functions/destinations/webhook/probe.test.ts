import { createServer as createHttps } from 'node:https'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it } from 'vitest'
import { close, listen } from '../../../../bin/local/listen.ts'
import { probe } from '../../../../functions/destinations/webhook/probe.ts'
import { settings } from '../../../../functions/destinations/webhook/settings.ts'
import { createGuardedFetch } from '../../../../functions/outbound/guarded-fetch.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { useScriptedServer } from '../../../contracts/scripted-server.ts'
import { selfSigned } from '../../../support/self-signed.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const authorization = 'Bearer recognisable-token'
const server = useScriptedServer()

/** `about+` where all is well. */
async function probed(url: string, { local = true, mode = 'structured' } = {}) {
  const findings = await probe(
    probeContext(settings.parse({ url, mode, signingSecrets: [secret], authorization }), {
      fetch: createGuardedFetch({ allowHttp: local, allowPrivateAddresses: local }),
      signal: AbortSignal.timeout(2_000),
      now: () => new Date(),
    }),
  )
  const text = findings.map(({ message }) => message).join('\n')
  for (const each of [secret, 'recognisable-token']) expect(text).not.toContain(each)
  return { verdicts: findings.map(({ check, ok }) => `${check}${ok ? '+' : '-'}`), text }
}

function isGenuine(body: Buffer, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body.toString(), headers)
    return true
  } catch {
    return false
  }
}

describe('the probe of a webhook', () => {
  it.each(['structured', 'binary'])(
    'finds all well where a %s event is taken and a forged one refused',
    async (mode) => {
      server.answer = ({ body, headers }) => ({ status: isGenuine(body, headers) ? 204 : 401 })
      const { verdicts } = await probed(`${server.origin}/contacts`, { mode })
      expect(verdicts).toEqual(['address+', 'credentials+', 'signature+'])
      expect(server.requests).toHaveLength(2)
      const [genuine] = server.requests
      expect(genuine?.headers).toMatchObject({
        authorization,
        'webhook-id': expect.stringMatching(/^probe_\d+$/),
      })
      const type = mode === 'binary' ? genuine?.headers['ce-type'] : JSON.parse(String(genuine?.body)).type
      expect(type).toBe('de.netzdialog.probe.v1')
    },
  )

  it('warns of a receiver that verifies nothing', async () => {
    server.answer = () => ({ status: 200 })
    const { verdicts, text } = await probed(`${server.origin}/contacts`)
    expect(verdicts).toEqual(['address+', 'credentials+', 'signature-'])
    expect(text).toContain('forge')
  })

  it('is content with a receiver that hangs up on forgeries', async () => {
    server.answer = ({ body, headers }) =>
      isGenuine(body, headers) ? { status: 200 } : 'reset after the body is read'
    expect((await probed(`${server.origin}/contacts`)).verdicts.at(-1)).toBe('signature+')
  })

  it.each([
    [401, 'credentials-', 'signingSecrets'],
    [403, 'credentials-', 'signingSecrets'],
    [302, 'address-', 'redirects are not followed'],
    [404, 'address-', 'correct url'],
    [405, 'address-', 'takes no POST'],
    [410, 'address-', 'set the new url'],
    [415, 'address-', 'mode'],
    [422, 'answer-', '2xx to event types that it does not know'],
    [429, 'answer-', 'try again'],
    [503, 'answer-', 'fault of its own'],
  ])('explains the answer %i', async (status, verdict, remedy) => {
    server.answer = () => ({ status, headers: { location: 'https://elsewhere.example' } })
    const { verdicts, text } = await probed(`${server.origin}/contacts`)
    expect(verdicts).toEqual(['address+', verdict])
    expect(text).toContain(remedy)
    expect(text).toContain(String(status))
  })

  it.each([
    ['that is slow', -8 * 60_000, 'but first set its clock, which is 8 min slow'],
    ['that is fast', 3_600_000, 'but first set its clock, which is 60 min fast'],
    ['that is right', 2_000, 'into authorization; its clock is right'],
    ['that it does not tell', undefined, 'or set its clock, where that is wrong'],
    ['that cannot be read', Number.NaN, 'or set its clock, where that is wrong'],
  ])('says of a refusing receiver with a clock %s what that may be', async (_what, off, remedy) => {
    const date = off === undefined ? undefined : new Date(Date.now() + off)
    const answers = async () =>
      new Response('', {
        status: 401,
        headers: date ? { date: Number.isNaN(off) ? 'soon' : date.toUTCString() } : {},
      })
    const findings = await probe(
      probeContext(settings.parse({ url: 'https://crm.test/', signingSecrets: [secret] }), {
        fetch: answers,
        signal: AbortSignal.timeout(2_000),
        now: () => new Date(),
      }),
    )
    expect(findings.at(-1)?.message).toContain(remedy)
  })

  it.each([
    ['http://127.0.0.1:1/', 'address-', 'takes no connections', true],
    ['https://no-such-host.invalid/', 'address-', 'correct url', false],
    ['https://127.0.0.1/', 'address-', 'allowPrivateAddresses', false],
    ['http://localhost/', 'address-', 'use https', false],
  ])('explains why %s is not reached', async (url, verdict, remedy, local) => {
    const { verdicts, text } = await probed(url, { local })
    expect(verdicts).toEqual([verdict])
    // Where this machine has no name server at all, that is what it says.
    expect(text.includes(remedy) || text.includes('EAI_AGAIN')).toBe(true)
  })

  it('explains a silence', async () => {
    server.answer = () => 'never'
    expect(await probed(`${server.origin}/contacts`)).toMatchObject({
      verdicts: ['address-'],
      text: expect.stringContaining('in time'),
    })
  })
})

describe('the probe of a webhook by TLS', () => {
  let https: ReturnType<typeof createHttps>
  afterEach(() => close(https))

  it('explains a certificate that nobody vouches for', async () => {
    https = createHttps(selfSigned(['localhost'], new Date('2049-01-01')))
    const port = await listen(https, 0)
    const { verdicts, text } = await probed(`https://localhost:${port}/`)
    expect([verdicts, text]).toEqual([['certificate-'], expect.stringContaining('is signed by itself')])
  })
})
