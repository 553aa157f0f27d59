import { beforeEach, describe, expect, it } from 'vitest'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { change, comment } from '../../../support/contact-events.ts'
import { anne, mail, question, useTicketScene, written } from './ticket-scene.ts'
import { tokenSettings } from './zendesk-stand.ts'

const scene = useTicketScene()
const { only, sent } = scene

describe('a swallowed answer', () => {
  it.each([
    ['GET .*/tickets', 1],
    ['GET .*/users/search', 1],
    ['POST .*/create_or_update', 1],
    ['POST .*/uploads', 1],
    ['POST .*/tickets', 1],
  ])('to %s makes neither a second ticket nor a second comment', async (name) => {
    scene.fake.faults.push([new RegExp(name), 'swallow'])
    const event = mail({ author: { role: 'customer', id: '4', name: 'Änne' } })
    const row = await scene.stand.bring(event)
    expect(row).toMatchObject({ status: 'delivered' })
    expect(scene.stand.reasons).toHaveLength(1)
    expect(only().comments).toHaveLength(1)
    await scene.stand.bring(change('message.edited', event))
    expect(only().comments).toHaveLength(2)
  })

  it('to an append makes no second comment', async () => {
    await scene.stand.bring(question)
    scene.fake.faults.push([/PUT/, 'swallow'])
    const row = await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(row.remote).toMatchObject({ message: String(only().comments[1]?.id) })
    expect(only().comments).toHaveLength(2)
  })

  it('to a creation that no list shows yet is made good by the idempotency key', async () => {
    scene.fake.faults.push([/POST .*tickets/, 'swallow'])
    scene.fake.account.hidden = 1_000
    await scene.stand.bring(mail())
    expect(only().comments).toHaveLength(1)
    const [first, second] = sent(/POST .*tickets/)
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
    expect(second?.body.equals(first!.body)).toBe(true)
    expect(sent(/uploads/)).toHaveLength(1)
  })

  describe('to a creation whose repetition differs', () => {
    const attempt = async (progress = {}) => {
      const event = routedMail({ work: { ...routedMail().work, effect: 'open' } })
      const settings = zendesk.settings.parse(tokenSettings(scene.fake.origin))
      return zendesk.open(await deliveryContext(event, settings, { progress })).deliver(event)
    }

    beforeEach(async () => {
      scene.fake.faults.push([/POST .*tickets/, 'swallow'])
      expect(await attempt()).toMatchObject({
        status: 'retry',
        uncertain: true,
        progress: { file0: expect.stringMatching(/^upload/) },
      })
    })

    it('finds the ticket', async () => {
      scene.fake.faults.push([/GET .*tickets/, { status: 200, body: '{"tickets":[]}' }])
      expect(await attempt()).toMatchObject({
        status: 'delivered',
        deduplicated: true,
        remote: { ticket: String(only().id), message: String(only().comments[0]?.id) },
      })
    })

    it('waits where no list shows the ticket yet', async () => {
      scene.fake.account.hidden = 1_000
      expect(await attempt()).toMatchObject({ status: 'retry', uncertain: true, afterSeconds: 60 })
      expect(only().comments).toHaveLength(1)
    })
  })

  it('is found behind many others, and behind long ones', async () => {
    await scene.stand.bring(question)
    const ticket = only()
    scene.fake.faults.push([/PUT/, 'swallow'])
    const comments = (count: number, body: string) =>
      Array.from({ length: count }, (_, index) => ({
        id: 9_000 + index,
        author_id: 1,
        body,
        html_body: body,
        public: false,
        attachments: [],
      }))
    const push = ticket.comments.push.bind(ticket.comments)
    ticket.comments.push = (...added) => {
      ticket.comments.push = push
      return push(...added, ...comments(12, 'short'), ...comments(3, 'long '.repeat(9_000)))
    }
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(written(ticket).filter((text) => text.includes('comment 777_11'))).toHaveLength(1)
  })
})
