import { createPublicKey, createVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sendgrid, sendgridLocalKey } from '../../../../bin/local/senders/sendgrid.ts'

const now = new Date('2026-11-20T19:43:22.105Z')
const sign = (text: string) => sendgrid.sign(Buffer.from(text, 'latin1'), sendgrid.localSecrets, now)
const sent = (text: string) => Buffer.from(sign(text).body).toString('latin1')

describe('the SendGrid sender', () => {
  it('sends a form that is stored with line feeds with CRLF', () => {
    expect(sent('--xYzZY\nContent-Disposition: form-data; name=a\n\n1\r\n2\n--xYzZY--')).toBe(
      '--xYzZY\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n2\r\n--xYzZY--',
    )
  })

  it.each(['--xYzZY\r\n\xff\n', '{"a":\n1}', '', '-- a b\n'])('sends %j as it is', (text) => {
    expect(sent(text)).toBe(text)
  })

  it('names the boundary in the content type, where there is one', () => {
    expect(sign('--xYzZY\n--xYzZY--').headers['content-type']).toBe('multipart/form-data; boundary=xYzZY')
    expect(sign('').headers['content-type']).toBe('multipart/form-data')
  })

  it('signs seconds and body with the key beside it', () => {
    const { headers, body } = sign('--xYzZY\n--xYzZY--')
    const timestamp = headers['x-twilio-email-event-webhook-timestamp'] ?? ''
    const signature = headers['x-twilio-email-event-webhook-signature'] ?? ''
    expect(timestamp).toBe('1795203802')
    const publicKey = createPublicKey(readFileSync(sendgridLocalKey))
    expect(createVerify('sha256').update(timestamp).update(body).verify(publicKey, signature, 'base64')).toBe(
      true,
    )
    expect(sendgrid.localSecrets).toEqual({
      publicKeys: [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')],
    })
  })
})
