import { describe, expect, it } from 'vitest'
import { mayDo, type Statement } from './may-do.ts'

const statement = (given: Partial<Statement>): Statement => ({
  effect: 'Allow',
  actions: ['s3:GetObject'],
  resources: ['arn:aws:s3:::store/bodies/crm/*'],
  conditions: {},
  ...given,
})
const get = (key: string, keys = {}) => ({
  action: 's3:GetObject',
  resource: `arn:aws:s3:::store/${key}`,
  keys,
})

describe('mayDo', () => {
  it('allows what a statement names, and nothing beside it', () => {
    const role = [statement({})]
    expect(mayDo(get('bodies/crm/a/b.json'), role)).toBe(true)
    expect(mayDo(get('bodies/crm'), role)).toBe(false)
    expect(mayDo(get('bodies/crmx/a'), role)).toBe(false)
    expect(mayDo(get('attachments/bodies/crm/a'), role)).toBe(false)
    expect(mayDo({ ...get('bodies/crm/a'), action: 's3:PutObject' }, role)).toBe(false)
    expect(mayDo(get('bodies/crm/a'), [])).toBe(false)
  })

  it('takes actions in any case, and a dot for a dot', () => {
    expect(mayDo({ ...get('bodies/crm/a'), action: 'S3:getobject' }, [statement({})])).toBe(true)
    expect(mayDo(get('aXb'), [statement({ resources: ['arn:aws:s3:::store/a.b'] })])).toBe(false)
  })

  it('takes ? for one letter and * for any number, slashes too', () => {
    const role = [statement({ resources: ['arn:aws:s3:::store/?/*'] })]
    expect(mayDo(get('a/'), role)).toBe(true)
    expect(mayDo(get('a/b/c'), role)).toBe(true)
    expect(mayDo(get('ab/c'), role)).toBe(false)
  })

  it('lets a denial go before everything, in whatever order', () => {
    const denial = statement({ effect: 'Deny', resources: ['*'] })
    expect(mayDo(get('bodies/crm/a'), [statement({}), denial])).toBe(false)
    expect(mayDo(get('bodies/crm/a'), [denial, statement({})])).toBe(false)
  })

  it('asks every value of a key, every key and every operator of a condition', () => {
    const role = [
      statement({
        conditions: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['delivery#crm#*', 'breaker#crm'] },
          StringEquals: { 'aws:SourceAccount': ['1'] },
        },
      }),
    ]
    const asks = (leading: string[], account: string[]) =>
      mayDo(get('bodies/crm/a', { 'dynamodb:LeadingKeys': leading, 'aws:SourceAccount': account }), role)
    expect(asks(['delivery#crm#1', 'breaker#crm'], ['1'])).toBe(true)
    expect(asks(['delivery#crm#1', 'breaker#acd'], ['1'])).toBe(false)
    expect(asks(['delivery#crm#1'], ['2'])).toBe(false)
    expect(mayDo(get('bodies/crm/a'), role)).toBe(false)
  })

  it('takes a key that a call has not got as IAM does', () => {
    const when = (conditions: Statement['conditions']) =>
      mayDo(get('bodies/crm/a'), [statement({ conditions })])
    expect(when({ StringLike: { 's3:prefix': ['*'] } })).toBe(false)
    expect(when({ Null: { 's3:prefix': ['true'] } })).toBe(true)
    expect(when({ Null: { 's3:prefix': ['false'] } })).toBe(false)
  })

  it('guesses no condition that it does not know', () => {
    const role = [statement({ conditions: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } } })]
    expect(() => mayDo(get('bodies/crm/a'), role)).toThrow('IpAddress')
  })
})
