import { describe, expect, it } from 'vitest'
import { sentRequest } from '../../../bin/local/sent-requests.ts'
import { showRequest } from '../../../bin/local/show-request.ts'

const secret = 'p&ß "q/+=?'
const request = {
  destination: 'crm',
  eventId: 'evt_1',
  attempt: 1,
  at: new Date('2026-11-21T12:00:00.000Z'),
  ms: 12,
  method: 'POST',
  url: 'https://crm.test/tickets',
  headers: {},
  secrets: [secret, '', 'p'],
  status: 200,
}

describe('a request that is shown', () => {
  it.each([
    ['JSON', JSON.stringify({ password: secret })],
    ['a form', new URLSearchParams({ password: secret }).toString()],
    ['an address', `x=${encodeURIComponent(secret)}`],
    ['base64', Buffer.from(secret).toString('base64')],
    ['base64 of addresses', Buffer.from(secret).toString('base64url')],
    ['bytes', Buffer.from(secret)],
  ])('has no secret where it was sent as %s', (_, body) => {
    const text = showRequest({ ...request, secrets: [secret], body }).body ?? ''
    expect(text).toMatch(/^(?:\{"password":"|password=|x=)?•••(?:"\})?$/)
  })

  it('has none in its address, and no user', () => {
    const url = `https://anne:${encodeURIComponent(secret)}@crm.test/a?key=${encodeURIComponent(secret)}&page=2`
    expect(showRequest({ ...request, secrets: [secret], url }).url).toBe('https://crm.test/a?key=•••&page=2')
    expect(showRequest({ ...request, url: 'nothing' }).url).toBe('•••')
  })

  it('has of its headers only what nobody signs in with', () => {
    const headers = {
      Authorization: 'Bearer a',
      'X-Api-Key': 'b',
      cookie: 'c',
      'webhook-signature': 'v1,d',
      'Content-Type': 'application/json',
      'webhook-id': 'evt_1',
      'ce-type': 'a.b',
      accept: `*/* ${secret}`,
    }
    expect(showRequest({ ...request, secrets: [secret], headers }).headers).toEqual({
      authorization: '•••',
      'x-api-key': '•••',
      cookie: '•••',
      'webhook-signature': '•••',
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'ce-type': 'a.b',
      accept: '*/* •••',
    })
  })

  it('is cut where it is long, a secret at the cut, too, and says how long it was', () => {
    const body = `${'a'.repeat(64 * 1024 - 5)}${secret}${'b'.repeat(200_000)}`
    const shown = showRequest({ ...request, secrets: [secret], body })
    expect(shown).toMatchObject({ isCut: true, bytes: Buffer.byteLength(body) })
    expect(shown.body).toHaveLength(64 * 1024)
    expect(shown.body).toMatch(/^a+•••bb$/)
    const split = `${'a'.repeat(128 * 1024 - 5)}${secret}`
    expect(showRequest({ ...request, secrets: [secret], body: split }).body).toMatch(/^a+$/)
  })

  it('is no text where it is a file, and nothing where there was none', () => {
    const file = new Uint8Array([0xff, 0xd8, 0xff, 0xe0])
    expect(showRequest({ ...request, body: file })).toMatchObject({ bytes: 4, isCut: false })
    expect(showRequest({ ...request, body: file })).not.toHaveProperty('body')
    expect(showRequest(request)).not.toHaveProperty('body')
  })

  it('passes from the function to the page as it is', () => {
    const shown = showRequest({ ...request, body: 'a' })
    expect(sentRequest.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown)
    const { status: _, ...unanswered } = request
    expect(showRequest({ ...unanswered, code: 'ETIMEDOUT' })).toMatchObject({ code: 'ETIMEDOUT' })
  })
})
