import { describe, expect, it } from 'vitest'
import { composeMessage, noteLimits } from '../../../../functions/destinations/rt/compose-message.ts'
import { settings } from '../../../../functions/destinations/rt/settings.ts'
import { composeNote } from '../../../../functions/kits/ticketing/compose-note.ts'
import type { Message, RoutedEvent } from '../../../../schemas/contact-event.ts'
import { deliveryContext, storedPhoto } from '../../../contracts/delivery-context.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'

const required = { url: 'https://rt.acme.test', queue: 'General', credentials: { token: '1-14-ab' } }

async function write(
  event: RoutedEvent,
  overrides: Record<string, unknown> = {},
  how: { opens?: boolean; withFiles?: boolean } = {},
) {
  const context = await deliveryContext(event, settings.parse({ ...required, ...overrides }))
  const { files, ...limits } = noteLimits(context.settings)
  const { opens = false, withFiles = true } = how
  const note = await composeNote(event, context, {
    ...limits,
    files: { ...files, ...(!withFiles && { maxCount: 0 }) },
  })
  return { message: composeMessage(note, { opens }), degraded: note.degraded }
}

const withMessage = (message: Partial<Message>) =>
  routedEvent({ message: { id: 'facebook:777_10', attachments: [], ...message } })

const photo = (overrides: object) => ({ ...routedMail().message?.attachments[0], ...overrides })
const decode = (base64 = '') => Buffer.from(base64, 'base64')

describe('composeMessage', () => {
  it('writes HTML, or plain text where that is wanted', async () => {
    const html = (await write(routedEvent())).message
    expect(html).toMatchObject({
      ContentType: 'text/html',
      Content: expect.stringMatching(/^<div lang="de">/),
    })
    expect(html).not.toHaveProperty('Attachments')
    const text = (await write(routedEvent(), { format: 'text', language: 'en' })).message
    expect(text).toMatchObject({
      ContentType: 'text/plain',
      Content: expect.stringMatching(/^Public comment/),
    })
  })

  it('hands over files in base64', async () => {
    const { message, degraded } = await write(routedMail())
    expect(message.Attachments).toEqual([
      {
        FileName: 'foto.jpg',
        FileType: 'image/jpeg',
        FileContent: Buffer.from(storedPhoto.bytes).toString('base64'),
      },
    ])
    expect(degraded).toEqual([])
  })

  it('links files that are too large, and all of them where the server refused them', async () => {
    for (const written of [
      await write(routedMail(), { attachmentBytes: 1000 }),
      await write(routedMail(), {}, { withFiles: false }),
    ]) {
      expect(written.message).not.toHaveProperty('Attachments')
      expect(written.message.Content).toContain('https://links.netzdialog.test/')
      expect(written.degraded).toEqual(['attachment_linked'])
    }
  })

  it('writes names beyond ASCII as encoded words, none longer than 75 characters', async () => {
    const name = `Rüchnung ${'ä🚚'.repeat(40)}.pdf`
    const event = routedMail({
      message: { ...withMessage({}).message, attachments: [photo({ name })] } as Message,
    })
    const [file] = (await write(event)).message.Attachments ?? []
    const words = file?.FileName.split(' ') ?? []
    expect(words.length).toBeGreaterThan(1)
    for (const word of words) {
      expect(word).toMatch(/^=\?UTF-8\?B\?[A-Za-z0-9+/]+=*\?=$/)
      expect(word.length).toBeLessThanOrEqual(75)
    }
    const read = words
      .map((word) => decode(word.slice('=?UTF-8?B?'.length, -'?='.length)).toString())
      .join('')
    expect(read).toMatch(/^Rüchnung (ä🚚)+.*\.pdf$/u)
  })

  it('writes names that open a ticket in ASCII, which RT reads there alone', async () => {
    const attachments = [photo({ name: 'Büd 🚚.png' })]
    const event = routedMail({ message: { ...withMessage({}).message, attachments } as Message })
    const { message } = await write(event, {}, { opens: true })
    expect(message.Attachments?.[0]?.FileName).toBe('Bud _.png')
  })

  it('gives RT no mail and no multipart to take apart', async () => {
    for (const type of ['message/rfc822', 'multipart/mixed']) {
      const event = routedMail({
        message: { ...withMessage({}).message, attachments: [photo({ type })] } as Message,
      })
      expect((await write(event)).message.Attachments?.[0]?.FileType).toBe('application/octet-stream')
    }
  })

  it('shows the beginning of a text that RT would not show, and adds the whole as a file', async () => {
    for (const text of [
      `Anfang ${'Wort '.repeat(60_000)}Ende 🚚`,
      `Anfang ${'<&"🚚>'.repeat(9000)}Ende 🚚`,
    ]) {
      const { message, degraded } = await write(withMessage({ text }))
      expect(Buffer.byteLength(message.Content)).toBeLessThan(25 * 1024)
      expect(message.Content).toContain('Anfang')
      expect(message.Content).toContain('gekürzt, der ganze Text steht in der Datei')
      const [file] = message.Attachments ?? []
      expect(file).toMatchObject({ FileName: 'Nachricht.txt', FileType: 'text/plain' })
      expect(decode(file?.FileContent).toString()).toContain(text)
      expect(degraded).toEqual(['text_shortened'])
    }
  })
})
