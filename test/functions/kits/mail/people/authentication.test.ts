import { describe, expect, it } from 'vitest'
import { MailHeaders } from '../../../../../functions/kits/mail/headers/mail-headers.ts'
import { readAuthentication } from '../../../../../functions/kits/mail/people/authentication.ts'

const read = (...values: string[]) =>
  readAuthentication(new MailHeaders(values.map((value) => ({ name: 'Authentication-Results', value }))), [
    'mx.acme.example',
  ]).verdicts

describe('Authentication-Results', () => {
  it('are read from the company’s own servers', () => {
    expect(
      read(
        'mx.acme.example 1; spf=pass (ok; really) smtp.mailfrom=a@b; dkim=fail reason="bad; sig" header.d=b; dmarc=none',
      ),
    ).toEqual({ spf: 'pass', dkim: 'fail', dmarc: 'none' })
  })

  it('are not believed of anybody else', () => {
    expect(
      read('mx.fremd.example; spf=pass', 'mx.acme.example.fremd.example; dkim=pass', 'dmarc=pass'),
    ).toEqual({})
  })

  it('count from the topmost header, which was added last', () => {
    expect(read('mx.acme.example; dmarc=fail', 'mx.acme.example; dmarc=pass; spf=softfail')).toEqual({
      dmarc: 'fail',
      spf: 'softfail',
    })
  })

  it('take one signature that holds for enough', () => {
    expect(read('mx.acme.example; dkim=fail header.d=a; dkim=pass header.d=b; dkim=neutral')).toEqual({
      dkim: 'pass',
    })
  })

  it('pass over what they do not know', () => {
    expect(read('mx.acme.example; none', 'mx.acme.example; spf=bogus; arc=pass', '')).toEqual({})
  })
})
