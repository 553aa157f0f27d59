import { describe, expect, it } from 'vitest'
import type { ConnectionContext, MxRecord } from '../../../../../functions/contracts/platform-operator.ts'
import { checkMx } from '../../../../../functions/kits/mail/connection/check-mx.ts'
import { platformAdapters } from '../../../../../functions/platforms/index.ts'

const domain = 'in.acme.example'

/** Answers as node:dns does, which fails with a code where there is nothing. */
const dns = (answer: readonly MxRecord[] | string) => async () => {
  if (typeof answer === 'string') throw Object.assign(new Error(`queryMx ${answer}`), { code: answer })
  return answer
}

async function said(answer: readonly MxRecord[] | string, hosts: readonly string[] = ['mx.gate.example']) {
  const [check] = await checkMx({ domains: [domain], resolveMx: dns(answer) }, hosts)
  const { about: _, ...rest } = check ?? { about: 'domain' }
  return rest
}

describe('the MX of a domain whose mail is to come here', () => {
  it.each<[string, readonly MxRecord[]]>([
    ['leads to the gateway', [{ exchange: 'mx.gate.example', priority: 10 }]],
    ['leads to a host below it, in whatever case', [{ exchange: 'A1.MX.Gate.example', priority: 0 }]],
    [
      'leads to the gateway first',
      [
        { exchange: 'backup.acme.example', priority: 20 },
        { exchange: 'mx.gate.example', priority: 10 },
      ],
    ],
  ])('is well where it %s', async (_what, records) => {
    expect(await said(records)).toEqual({ ok: true, message: expect.stringMatching(/goes to .*mx.gate/i) })
  })

  it.each<[string, readonly MxRecord[] | string, string]>([
    ['there is none', 'ENODATA', 'in.acme.example has no MX: its mail goes nowhere; enter mx.gate.example'],
    [
      'there is no such domain',
      'ENOTFOUND',
      'in.acme.example has no MX: its mail goes nowhere; enter mx.gate.example',
    ],
    ['the list is empty', [], 'in.acme.example has no MX: its mail goes nowhere; enter mx.gate.example'],
    [
      'it takes no mail',
      [{ exchange: '', priority: 0 }],
      'in.acme.example says in its MX that it takes no mail: enter mx.gate.example',
    ],
    [
      'it leads elsewhere',
      [{ exchange: 'mail.acme.example', priority: 5 }],
      'the mail of in.acme.example goes to mail.acme.example, not to mx.gate.example',
    ],
    [
      'it leads to a name that only ends like the gateway’s',
      [{ exchange: 'evilmx.gate.example', priority: 5 }],
      'the mail of in.acme.example goes to evilmx.gate.example, not to mx.gate.example',
    ],
    [
      'another comes before',
      [
        { exchange: 'mx.gate.example', priority: 10 },
        { exchange: 'mail.acme.example', priority: 5 },
      ],
      'the mail of in.acme.example goes to mail.acme.example before it goes to mx.gate.example',
    ],
    [
      'another shares its place, and gets half of it',
      [
        { exchange: 'mx.gate.example', priority: 10 },
        { exchange: 'mail.acme.example', priority: 10 },
      ],
      'the mail of in.acme.example goes to mail.acme.example before it goes to mx.gate.example',
    ],
  ])('is wrong where %s', async (_what, answer, message) => {
    expect(await said(answer)).toEqual({ ok: false, message })
  })

  it.each(['ETIMEOUT', 'ESERVFAIL', 'ECONNREFUSED'])(
    'is not known where the DNS fails with %s',
    async (code) => {
      expect(await said(code)).toEqual({
        ok: false,
        unknown: 'unanswered',
        message: `the DNS says nothing of in.acme.example (${code})`,
      })
    },
  )
})

describe('the connection to a mail gateway', () => {
  const check = async (name: string, mail: ConnectionContext<unknown, unknown>['mail']) => {
    const operator = await (await platformAdapters[name]?.())?.operator?.()
    return operator?.check({
      settings: {},
      credentials: operator.credentials.parse(undefined),
      webhookUrl: 'https://hooks.acme.example/webhooks/x',
      fetch: async () => {
        throw new Error('nothing is to be asked')
      },
      signal: AbortSignal.timeout(1000),
      now: () => new Date(),
      ...(mail && { mail }),
    })
  }

  it.each([
    ['postmark', 'inbound.postmarkapp.com'],
    ['sendgrid', 'mx.sendgrid.net'],
    ['mailgun', 'mxa.eu.mailgun.org'],
    ['mandrill', '123456.in1.mandrillapp.com'],
    ['resend', 'inbound-smtp.eu-west-1.amazonaws.com'],
  ])('of %s stands where the MX leads to %s', async (name, exchange) => {
    const mail = { domains: [domain], resolveMx: dns([{ exchange, priority: 10 }]) }
    const checks = await check(name, mail)
    expect(checks?.map(({ about, ok, unknown }) => [about, ok, unknown])).toEqual([
      ['domain', true, undefined],
      ['webhook', false, 'needs'],
    ])
    const elsewhere = { ...mail, resolveMx: dns([{ exchange: 'mail.acme.example', priority: 10 }]) }
    expect((await check(name, elsewhere))?.[0]?.ok).toBe(false)
  })

  it('says which setting names the domain where none is named', async () => {
    for (const mail of [undefined, { domains: [], resolveMx: dns([]) }])
      expect((await check('postmark', mail))?.[0]).toMatchObject({
        ok: false,
        unknown: 'needs',
        message: expect.stringContaining('connection.mailDomains'),
      })
  })
})
