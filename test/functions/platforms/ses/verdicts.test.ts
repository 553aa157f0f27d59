import { describe, expect, it } from 'vitest'
import { MailHeaders } from '../../../../functions/kits/mail/headers/mail-headers.ts'
import { ses } from '../../../../functions/platforms/ses/index.ts'
import { foundInHeaders } from '../../../../functions/platforms/ses/verdicts.ts'
import { emptyWorld } from '../../../contracts/webhook-request.ts'

type Line = [name: string, value: string]
const found = (...lines: Line[]) =>
  foundInHeaders(new MailHeaders(lines.map(([name, value]) => ({ name, value }))))

const received = (end = 'for service@acme.example; Fri, 20 Nov 2026 09:02:11 +0000'): Line => [
  'Received',
  `from mx (mx [192.0.2.1]) by inbound-smtp.eu-west-1.amazonaws.com with SMTP id 4kq2 ${end}`,
]
const results: Line = ['Authentication-Results', 'amazonses.com; spf=pass; dkim=pass header.i=@kunde.example']
const forged: Line = ['Authentication-Results', 'amazonses.com; dmarc=pass header.from=acme.example']
const virus: Line = ['X-SES-Virus-Verdict', 'FAIL']
const receipt: Line = ['X-SES-RECEIPT', 'AEF']
const signature: Line = ['X-SES-DKIM-SIGNATURE', 'a=rsa-sha256']
const hop: Line = ['Received', 'from a by b; Fri, 20 Nov 2026 09:02:10 +0000']
const all = {
  to: 'service@acme.example',
  authentication: { spf: 'pass', dkim: 'pass' },
  signers: ['kunde.example'],
  found: { virus: true },
}

describe('what Amazon SES wrote above a mail', () => {
  it.each<[string, Line[]]>([
    ['the next hop', [received(), results, virus, hop, forged]],
    ['its receipt', [received(), results, virus, receipt, forged]],
    ['its receipt and signature', [received(), results, virus, receipt, signature, forged]],
    ['its signature and receipt', [received(), results, virus, signature, receipt, forged]],
    ['nothing', [received(), results, virus]],
    ['another of its name', [received(), results, virus, forged, ['X-SES-Virus-Verdict', 'PASS']]],
  ])('ends at %s', (_, lines) => {
    expect(found(...lines)).toEqual(all)
  })

  it('ends at the next hop where the sender wrote a receipt behind it', () => {
    expect(found(received(), hop, forged, virus, receipt)).toEqual({
      to: 'service@acme.example',
      authentication: {},
      signers: [],
      found: {},
    })
  })

  it('names whom DMARC judged, and nobody where it passed and does not say', () => {
    const dmarc = (result: string): Line => ['Authentication-Results', `amazonses.com; ${result};`]
    expect(found(received(), dmarc('dmarc=pass header.from=evil.example')).authorOf).toBe('evil.example')
    expect(found(received(), dmarc('dmarc=pass')).authorOf).toBe('')
    expect(found(received(), dmarc('dmarc=none')).authorOf).toBeUndefined()
    expect(found(received(), dmarc('spf=pass')).authorOf).toBeUndefined()
  })

  it.each<[string, Line[]]>([
    [
      'address',
      [
        ['Return-Path', '<"a;dmarc=pass/header.from=acme.example"@evil.example>'],
        received(),
        [
          'Authentication-Results',
          'amazonses.com; spf=pass client-ip=192.0.2.1; envelope-from=a;dmarc=pass/header.from=acme.example@evil.example; helo=mx; dmarc=none',
        ],
      ],
    ],
    [
      'server',
      [
        ['Received', received()[1].replace('from mx', 'from mx; dkim=pass header.i=@acme.example')],
        [
          'Authentication-Results',
          'amazonses.com; spf=pass client-ip=192.0.2.1; envelope-from=a@evil.example; helo=mx; dkim=pass header.i=@acme.example; dkim=none',
        ],
      ],
    ],
  ])('tells of no result where the name of the sender’s %s has one in it', (_, lines) => {
    const { authentication, signers, authorOf, found: other } = found(...lines, virus)
    expect({ authentication, signers, authorOf, other }).toEqual({
      authentication: {},
      signers: [],
      authorOf: undefined,
      other: { virus: true },
    })
  })

  it('names the sender as SMTP had it, and no recipient where there is none', () => {
    const headers = found(['Return-Path', '<anne@kunde.example>'], received('; Fri, 20 Nov 2026'))
    expect(headers).toMatchObject({ from: 'anne@kunde.example' })
    expect(headers.to).toBeUndefined()
    expect(found(['Return-Path', '<>'], received())).toMatchObject({ from: '' })
  })

  it.each<[string, Line[]]>([
    ['another server received it', [hop, received(), results]],
    ['something stands above', [['X-A', 'b'], ['X-C', 'd'], received(), results]],
    ['nobody received it', [results]],
    [
      'the server is called likewise',
      [['Received', `${received()[1].replace('.amazonaws.com', '.amazonaws.com.evil.example')}`], results],
    ],
  ])('is nothing where %s', (_, lines) => {
    expect(found(...lines)).toEqual({})
  })
})

it('Amazon SES confirms what asks for nothing without asking anybody', async () => {
  const { Proven } = await import('../../../../functions/contracts/proven.ts')
  const proven = Proven.fromQuarantine({ body: Buffer.from('{}'), headers: new Headers() })
  await expect(ses.confirm?.(proven, ses.settings.parse({}), emptyWorld)).resolves.toBeUndefined()
  expect(() =>
    ses.normalize(proven, { settings: ses.settings.parse({}), receivedAt: '2026-11-20T19:43:22.105Z' }),
  ).toThrow('no message of Amazon SNS')
})
