import { describe, expect, it } from 'vitest'
import { Proven } from '../../../../functions/contracts/proven.ts'
import { readProven } from '../../../../functions/ingest/read-proven.ts'
import { readMime } from '../../../../functions/kits/mail/mime/read-mime.ts'
import { mandrill } from '../../../../functions/platforms/mandrill/index.ts'
import { mime } from '../../../../functions/platforms/mime/index.ts'

const receivedAt = '2026-11-20T19:43:22.105Z'
const head =
  'From: Anne <anne@kunde.example>\r\nTo: service@acme.example\r\nSubject: Frage\r\nMessage-ID: <1@kunde.example>\r\n'
const text = '--x\r\nContent-Type: text/plain\r\n\r\nMein Anliegen\r\n'
const file = '--x\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\na\r\n'
const multipart = 'Content-Type: multipart/mixed; boundary=x\r\n\r\n'

async function read(mail: string) {
  const headers = new Headers({ 'content-type': 'message/rfc822' })
  const proven = Proven.fromBucket({ body: Buffer.from(mail), headers })
  const result = await readProven(mime, proven, {
    settings: mime.settings.parse({ signingSecrets: [`whsec_${'A'.repeat(44)}`] }),
    receivedAt,
  })
  const [event] = result.events
  return { ...result, message: event?.message, last: event?.message?.attachments.at(-1) }
}

describe('a letter with more parts than a mail may have', () => {
  it('is a contact with its text and the first of them, and lies in quarantine whole', async () => {
    const { message, last, objects, quarantined } = await read(
      `${head}${multipart}${text}${file.repeat(10_000)}--x--`,
    )
    expect(message?.text).toBe('Mein Anliegen')
    expect(message?.attachments).toHaveLength(200)
    expect(last).toMatchObject({
      state: 'rejected',
      name: '+9801',
      reason: '9801 more parts of the mail were left out: the whole mail lies in quarantine',
    })
    expect(objects.map(({ key }) => key)).toEqual([
      ...new Set(message?.attachments.flatMap(({ key }) => key ?? [])),
    ])
    expect(quarantined.map(({ what, why }) => [what, why])).toEqual([
      ['mail', 'more than 1000 parts: 9001 were left out'],
    ])
  })

  it('says of texts alone, too, that there were more', async () => {
    const { message, quarantined } = await read(`${head}${multipart}${text.repeat(10_000)}--x--`)
    expect(message?.text?.match(/Mein Anliegen/g)).toHaveLength(1000)
    expect(message?.attachments).toMatchObject([{ state: 'rejected', name: '+9000' }])
    expect(quarantined).toHaveLength(1)
  })

  it('begins with the first part that is too much', async () => {
    const within = await read(`${head}${multipart}${text}${file.repeat(999)}--x--`)
    const beyond = await read(`${head}${multipart}${text}${file.repeat(1000)}--x--`)
    expect([within.quarantined.length, beyond.quarantined.length]).toEqual([1, 1])
    expect(within.quarantined[0]?.why).toBe('more than 200 attachments')
    expect(beyond.quarantined[0]?.why).toBe('more than 1000 parts: 1 were left out')
  })

  it('shows no multipart, of which all parts were left out, as if it were a text', () => {
    const inner = '--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n\r\nzu viel\r\n--y--\r\n'
    const { text: shown, leftOut } = readMime(
      Buffer.from(`${head}${multipart}${text.repeat(998)}${inner.repeat(2)}--x--`),
    )
    expect([shown?.includes('--y'), shown?.includes('zu viel'), leftOut]).toEqual([false, false, 2])
  })

  it('is one where a gateway takes it apart', async () => {
    const files = Array.from({ length: 1200 }, (_, at) => [
      `${at}.txt`,
      { type: 'text/plain', content: 'YQ==' },
    ])
    const msg = {
      from_email: 'anne@kunde.example',
      email: 'service@acme.example',
      text: 'Mein Anliegen',
      attachments: Object.fromEntries(files),
    }
    const events = JSON.stringify([{ event: 'inbound', ts: 1795203000, msg }])
    const proven = Proven.fromBucket({
      body: Buffer.from(String(new URLSearchParams({ mandrill_events: events }))),
      headers: new Headers({ 'content-type': 'application/x-www-form-urlencoded' }),
    })
    const settings = mandrill.settings.parse({
      urls: ['https://hooks.acme.example/webhooks/mandrill'],
      webhookKeys: ['local-mandrill-key'],
    })
    const result = await readProven(mandrill, proven, { settings, receivedAt })
    expect(result.events[0]?.message).toMatchObject({ text: 'Mein Anliegen' })
    expect(result.events[0]?.message?.attachments.at(-1)?.name).toBe('+1001')
    expect(result.quarantined.map(({ why }) => why)).toContain('more than 1000 parts: 200 were left out')
  })
})
