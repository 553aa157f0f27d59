import { describe, expect, it } from 'vitest'
import { storedPhoto } from '../../../contracts/delivery-context.ts'
import { change, directMessage } from '../../../support/contact-events.ts'
import { anne, mail, useTicketScene, written } from './ticket-scene.ts'

const scene = useTicketScene()
const { only, sent } = scene

describe('attachments and long texts', () => {
  it('hands an attachment over', async () => {
    await scene.stand.bring(mail())
    const [first] = only().comments
    expect(first?.attachments).toMatchObject([{ file_name: 'foto.jpg', size: storedPhoto.bytes.length }])
    const [[, upload] = []] = [...scene.fake.account.uploads]
    expect(upload).toMatchObject({ type: 'image/jpeg' })
    expect(upload?.bytes.equals(storedPhoto.bytes)).toBe(true)
  })

  it('goes on without one that Zendesk refuses, and says so', async () => {
    scene.fake.faults.push([/uploads/, { status: 422, body: '{"error":"AttachmentUnprocessable"}' }])
    expect(await scene.stand.bring(mail())).toMatchObject({ degraded: ['attachment_refused'] })
    expect(written(only())[0]).toContain('foto.jpg')
  })

  it('blacks out the attachments of what is deleted', async () => {
    const event = mail()
    await scene.stand.bring(event)
    await scene.stand.bring(change('message.deleted', event))
    expect(only().comments[0]?.attachments).toEqual([])
  })

  it('shortens 300 kB and attaches the whole, emoji and all', async () => {
    const text = `${'Grüße 🚚 '.repeat(37_000)}Ende`
    const row = await scene.stand.bring(
      mail({ message: { id: 'email:<m1@kunde.test>', text, attachments: [] } }),
    )
    expect(row).toMatchObject({ degraded: ['text_shortened'], remote: { message: expect.any(String) } })
    const [first] = only().comments
    expect(first?.body.length).toBeLessThanOrEqual(65_535)
    expect(first?.body).toContain('🚚')
    expect(first?.body).toContain('gekürzt')
    const [upload] = [...scene.fake.account.uploads.values()]
    expect(upload?.name).toBe('Nachricht.txt')
    expect(upload?.bytes.toString()).toContain(text)
  })

  it('takes as HTML what fits, as text what does not', async () => {
    const text = '<'.repeat(20_000)
    await scene.stand.bring(mail({ message: { id: 'email:<m1@kunde.test>', text, attachments: [] } }))
    const body = JSON.parse(sent(/POST .*tickets/)[0]!.body.toString()).ticket.comment
    expect(body.body).toContain(text)
    expect(body).not.toHaveProperty('html_body')
  })
})

describe('long answers', () => {
  it('that are cut lose no ids', async () => {
    scene.fake.faults.push([/POST .*tickets/, 'cut'])
    const row = await scene.stand.bring(directMessage('m1', anne))
    expect(row.remote).toEqual({
      ticket: String(only().id),
      message: String(only().comments[0]?.id),
      url: `${scene.fake.origin}/agent/tickets/${only().id}`,
    })
    scene.fake.faults.push([/PUT/, 'cut'], [/GET .*\/tickets\/\d+$/, 'cut'])
    await scene.stand.bring(directMessage('m2', anne))
    scene.stand.forget()
    scene.fake.faults.push([/GET .*\/tickets$/, 'cut'])
    await scene.stand.bring(directMessage('m3', anne))
    expect(only().comments).toHaveLength(3)
  })
})
