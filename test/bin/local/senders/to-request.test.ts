import { expect, it } from 'vitest'
import { postmark } from '../../../../bin/local/senders/postmark.ts'
import { resend } from '../../../../bin/local/senders/resend.ts'
import { ses } from '../../../../bin/local/senders/ses.ts'
import { toRequest } from '../../../../bin/local/senders/to-request.ts'

const url = 'http://localhost:8787/webhooks/x'
const now = new Date('2026-11-20T19:43:22.105Z')

it('a payload that its platform posts is signed and posted to the webhook', () => {
  const request = toRequest(postmark, Buffer.from('{}'), { url, secrets: postmark.localSecrets, now })
  expect(request).toEqual({ url, ...postmark.sign(Buffer.from('{}'), postmark.localSecrets, now) })
})

it('a payload to which its platform only points is put where the local run holds it, and what is none is posted', () => {
  const sending = { url: 'http://localhost:8787/webhooks/resend', secrets: resend.localSecrets, now }
  expect(toRequest(resend, Buffer.from('Subject: a'), sending)).toEqual({
    url: 'http://localhost:8787/local/held/resend',
    method: 'PUT',
    headers: {},
    body: Buffer.from('Subject: a'),
  })
  expect(toRequest(resend, Buffer.from('{}'), sending)).toMatchObject({ method: 'POST', url: sending.url })
})

it('a payload that its platform puts into the bucket is put there, the same at the same place', () => {
  const put = (text: string) => toRequest(ses, Buffer.from(text), { url, secrets: {}, now })
  const request = put('Subject: a')
  expect(request).toMatchObject({ method: 'PUT', body: Buffer.from('Subject: a') })
  expect(request.url).toMatch(/^http:\/\/localhost:8787\/local\/bucket\/incoming\/ses\/[0-9a-f]{40}$/)
  expect(put('Subject: a').url).toBe(request.url)
  expect(put('Subject: b').url).not.toBe(request.url)
})
