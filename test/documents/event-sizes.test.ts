import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mime as sender } from '../../bin/local/senders/mime.ts'
import { toCloudEvent } from '../../functions/core/cloud-event.ts'
import { fitEvent } from '../../functions/core/fit-event.ts'
import { mime } from '../../functions/platforms/mime/index.ts'
import { expectResult, readSigned } from '../contracts/webhook-request.ts'
import { describeThorough } from '../support/thorough.ts'

const page = await readFile(join(import.meta.dirname, '../../docs/consuming-events.md'), 'utf8')

/** One byte in this charset, three in UTF-8. */
const euros = '\x80'.repeat(70)
const head = [
  'From: A <a@kunde.example>',
  'To: service@acme.example',
  'Subject: s',
  'Message-ID: <m@kunde.example>',
  'MIME-Version: 1.0',
  '',
].join('\r\n')
const part = (type: string) =>
  `Content-Type: text/${type}; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`
const lines = (line: string, bytes: number) => `${line}\r\n`.repeat(Math.floor(bytes / (line.length + 2)))
const both = (text: string, html: string) =>
  `Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n${part('plain')}${text}\r\n--b\r\n${part('html')}${html}\r\n--b--\r\n`

const mails = [
  ['a text of euro signs', part('plain') + lines(euros, 4_390_000)],
  ['HTML that is too long to be kept', part('html') + lines(`<p>${euros}`, 4_390_000)],
  ['HTML of quotation marks', part('html') + lines(`<p>${'"'.repeat(70)}`, 1_900_000)],
  ['text and HTML', both(lines(euros, 2_200_000), lines(`<p>${euros}`, 1_900_000))],
] as const

/** Bytes of what a receiver gets. */
async function sizeOf(mail: string): Promise<number> {
  const bytes = Buffer.from(head + mail, 'latin1')
  expect(bytes.length).toBeLessThan(4_400_000)
  const [event] = expectResult(await readSigned({ adapter: mime, sender }, bytes)).events
  if (!event) throw new Error('the mail became no event')
  const work = { effect: 'open' as const, key: 'email:1', reopen: false, reason: 'customer message' }
  return Buffer.byteLength(JSON.stringify(toCloudEvent({ ...fitEvent(event), work })))
}

describeThorough('the largest events', () => {
  it('are as large as docs/consuming-events.md says', async () => {
    const sizes = new Map<string, number>()
    for (const [what, mail] of mails) sizes.set(what, await sizeOf(mail))
    const largest = Math.max(...sizes.values())
    expect(page).toContain(`came to ${(largest / 1_000_000).toFixed(1)} MB`)
    expect(page).toContain('Take bodies of 16 MB')
    expect(largest).toBeLessThan(16_000_000)
  })
})
