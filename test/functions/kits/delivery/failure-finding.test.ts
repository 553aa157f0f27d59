import { describe, expect, it } from 'vitest'
import { failureFinding } from '../../../../functions/kits/delivery/failure-finding.ts'

describe('failureFinding', () => {
  it.each([
    ['CERT_HAS_EXPIRED', 'certificate', /certificate of crm\.test has expired/],
    ['ERR_TLS_SOMETHING_NEW', 'certificate', /cannot be used \(ERR_TLS_SOMETHING_NEW\)/],
    ['ENOTFOUND', 'address', /^crm\.test is a name that cannot be found/],
    ['EUNHEARDOF', 'address', /^crm\.test cannot be reached: .* \(EUNHEARDOF\)$/],
  ])('says of %s what to do', (code, about, sentence) => {
    expect(failureFinding(code, 'crm.test')).toEqual({
      check: about,
      ok: false,
      message: expect.stringMatching(sentence),
    })
  })
})
