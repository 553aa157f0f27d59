import { describe, expect, it } from 'vitest'
import { Fault } from '../../../bin/cli/errors.ts'
import { explainAws } from '../../../bin/cli/explain-aws.ts'

const named = (name: string, fields: object = {}) => Object.assign(new Error('text'), { name, ...fields })
const coded = (code: string) => Object.assign(new Error('text'), { code })

describe('explainAws', () => {
  it.each([
    ['no network', coded('ENOTFOUND'), 'AWS cannot be reached: is this machine online'],
    ['no route', coded('ENETUNREACH'), 'AWS cannot be reached'],
    ['a refused connection', coded('ECONNREFUSED'), 'AWS cannot be reached'],
    ['no answer', named('TimeoutError'), 'AWS cannot be reached'],
    [
      'several addresses, none of which answers',
      new AggregateError([coded('ETIMEDOUT'), coded('ENETUNREACH')]),
      'AWS cannot be reached',
    ],
    ['no credentials', named('CredentialsProviderError'), 'there are no AWS credentials: log in'],
    ['an expired token', named('ExpiredTokenException'), 'have expired: log in again'],
    ['an expired login', named('TokenProviderError'), 'the AWS login has expired'],
    ['a wrong key', named('InvalidClientTokenId'), 'AWS does not know these credentials'],
    ['a wrong clock', named('RequestTimeTooSkewed'), 'clock is wrong'],
    ['no region', new Error('Region is missing'), 'no AWS region is set: set AWS_REGION'],
    ['a denied access', named('AccessDeniedException'), 'lack a permission'],
    [
      'a table that is gone',
      named('ResourceNotFoundException'),
      'was the stack deployed to this account and region?',
    ],
    [
      'a queue that is gone',
      named('QueueDoesNotExist'),
      'was the stack deployed to this account and region?',
    ],
    ['a bucket that is gone', named('NoSuchBucket'), 'was the stack deployed to this account and region?'],
    ['too many requests', named('ThrottlingException'), 'try again in a minute'],
    ['a proxy with a certificate of its own', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'NODE_EXTRA_CA_CERTS'],
    [
      'anything else that a service answers',
      named('OddException', { $fault: 'client' }),
      'AWS answered OddException: text',
    ],
  ])('says of %s in a sentence what to do', (_what, error, sentence) => {
    const explained = explainAws(error, true)
    expect(explained).toBeInstanceOf(Fault)
    expect(String(explained)).toContain(sentence)
  })

  it('says of a local run that it has ended, and nothing of AWS', () => {
    expect(String(explainAws(coded('ECONNREFUSED'), false))).toContain('it has just ended')
  })

  it('leaves an error of this program as it is', () => {
    const error = new TypeError('text')
    expect(explainAws(error, true)).toBe(error)
  })
})
