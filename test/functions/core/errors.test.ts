import { describe, expect, it } from 'vitest'
import { errorCode, NotAccepted, RequestFailed } from '../../../functions/core/errors.ts'

describe('errorCode', () => {
  it.each([
    ['an error of ours', new NotAccepted('body_missing', 'the store has no Anne'), 'body_missing'],
    [
      'a system error',
      Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNREFUSED' }),
      'ECONNREFUSED',
    ],
    ['any error', new TypeError('Anne is not a function'), 'TypeError'],
    ['an error whose code is a number', Object.assign(new Error('x'), { code: 20 }), 'Error'],
    ['what is no error', 'Anne', 'unknown'],
    ['nothing', undefined, 'unknown'],
  ])('says of %s a code and never the message', (_, error, code) => {
    expect(errorCode(error)).toBe(code)
  })

  it('names errors by their class, and says whether a request may have been taken', () => {
    const error = new RequestFailed('ECONNRESET', 'no answer', { uncertain: true })
    expect(error).toMatchObject({ name: 'RequestFailed', code: 'ECONNRESET', uncertain: true })
  })
})
