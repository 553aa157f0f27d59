import { describe, expect, it } from 'vitest'
import { change, comment, directMessage } from '../../../support/contact-events.ts'
import { anne, question, useTicketScene, written } from './ticket-scene.ts'

const scene = useTicketScene()
const { tickets, only } = scene

describe('tickets that are no longer open', () => {
  it('are opened again when solved', async () => {
    await scene.stand.bring(question)
    only().status = 'solved'
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(only().status).toBe('open')
  })

  it('are followed up when closed, and the next message goes there', async () => {
    await scene.stand.bring(question)
    only().status = 'closed'
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    await scene.stand.bring(comment('777_12', anne, '777_10'))
    const [closed, next] = tickets()
    expect(closed?.comments).toHaveLength(1)
    expect(next).toMatchObject({ followUpOf: closed?.id, external_id: closed?.external_id })
    expect(next?.comments).toHaveLength(2)
  })

  it('are followed up when they are closed while the comment is on its way', async () => {
    await scene.stand.bring(question)
    const { id } = only()
    const read = JSON.stringify({ ticket: { id, external_id: question.conversation.id, status: 'open' } })
    scene.fake.faults.push([new RegExp(`GET .*/tickets/${id}$`), { status: 200, body: read }])
    only().status = 'closed'
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(tickets().map(({ followUpOf }) => followUpOf)).toEqual([undefined, id])
  })

  it('are not followed up where it is the new status that Zendesk refuses', async () => {
    await scene.stand.bring(question)
    only().status = 'pending'
    const body = '{"error":"RecordInvalid","details":{"status":[{"error":"InvalidValue"}]}}'
    scene.fake.faults.push([/PUT/, { status: 422, body }])
    const row = await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(row).toMatchObject({ status: 'delivered', degraded: ['status_kept'] })
    expect(only().comments).toHaveLength(2)
  })

  it('take no note when closed, but what is deleted is blacked out', async () => {
    await scene.stand.bring(question)
    only().status = 'closed'
    expect(await scene.stand.bring(change('message.deleted', question))).toMatchObject({
      degraded: ['ticket_closed'],
    })
    expect(only().comments).toHaveLength(1)
    expect(written(only())[0]).toContain('▇')
  })

  it('are opened anew when somebody has deleted them, once', async () => {
    await scene.stand.bring(question)
    only().status = 'deleted'
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    await scene.stand.bring(comment('777_12', anne, '777_10'))
    const [gone, next] = tickets()
    expect(tickets()).toHaveLength(2)
    expect(gone?.comments).toHaveLength(1)
    expect(next?.comments).toHaveLength(2)
  })

  it('take no note when deleted', async () => {
    await scene.stand.bring(question)
    only().status = 'deleted'
    expect(await scene.stand.bring(change('message.edited', question))).toMatchObject({
      degraded: ['ticket_gone'],
    })
    expect(tickets()).toHaveLength(1)
  })

  it('are found again when the ledger is lost', async () => {
    await scene.stand.bring(directMessage('m1', anne))
    scene.stand.forget()
    await scene.stand.bring(directMessage('m2', anne))
    expect(only().comments).toHaveLength(2)
  })
})
