import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { change, comment, customer, directMessage, page } from '../../../support/contact-events.ts'
import { type FakeZendesk, startFakeZendesk } from '../../../support/fake-zendesk.ts'
import { zendeskSpec } from './zendesk-spec.ts'
import { tokenSettings, zendeskStand } from './zendesk-stand.ts'

let fake: FakeZendesk
let stand: ReturnType<typeof zendeskStand>

beforeEach(async () => {
  fake = await startFakeZendesk(zendeskSpec)
  const channel = { deliver: 'channel', instancePushId: 'instance-1', tags: ['tv'] }
  stand = zendeskStand(fake, { ...tokenSettings(fake.origin), ...channel })
})
afterEach(async () => {
  await fake.stop()
  expect(fake.problems).toEqual([])
})

const pushed = () => [...fake.account.pushed.values()]
const anne = customer('991')
const question = comment('777_10', anne)
const answering = (result: unknown) => ({ status: 200, body: JSON.stringify({ results: [result] }) })

describe('pushing through the Channel framework', () => {
  it('puts a message into the thread of its ticket, by its author', async () => {
    const row = await stand.bring(question)
    expect(pushed()).toEqual([
      {
        external_id: question.id,
        thread_id: question.conversation.id,
        message: expect.stringContaining('comment 777_10'),
        html_message: expect.stringContaining('comment 777_10'),
        created_at: question.occurredAt,
        author: { external_id: 'facebook:4711:991', name: 'Name of 991' },
        fields: [
          { id: 'subject', value: expect.stringContaining('Name of 991') },
          { id: 'tags', value: 'netzdialog facebook public tv' },
        ],
        internal_note: false,
        allow_channelback: false,
      },
    ])
    expect(row.remote).toEqual({ ticket: question.conversation.id, message: question.id })
  })

  it('makes internal notes of all but the customer’s own messages', async () => {
    await stand.bring(question)
    await stand.bring(comment('777_11', customer('992'), '777_10'))
    await stand.bring(comment('777_30', page, '777_10'))
    await stand.bring(change('message.edited', question))
    expect(pushed().map(({ internal_note: internal }) => internal)).toEqual([false, true, true, true])
    expect(new Set(pushed().map(({ thread_id: thread }) => thread)).size).toBe(1)
  })

  it('opens no ticket by what asks nothing of anybody', async () => {
    await stand.bring(change('message.edited', question))
    expect(fake.requests).toEqual([])
  })

  it('links attachments', async () => {
    const stored = {
      key: 'attachments/2026/11/20/foto',
      name: 'foto.jpg',
      type: 'image/jpeg',
      state: 'stored' as const,
    }
    await stand.bring(
      directMessage('m1', anne, { message: { id: 'facebook:m1', text: 'Bild', attachments: [stored] } }),
    )
    expect(pushed()[0]?.message).toContain('https://links.netzdialog.test/attachments/')
    expect(pushed()[0]?.message).toContain('foto.jpg')
  })

  it('shortens what is too long', async () => {
    const text = 'Grüße 🚚 '.repeat(37_000)
    const row = await stand.bring(
      directMessage('m1', anne, { message: { id: 'facebook:m1', text, attachments: [] } }),
    )
    expect(row).toMatchObject({ degraded: ['text_shortened'] })
    expect(pushed()[0]?.message).toMatch(/🚚.*\[gekürzt\]$/s)
  })

  it('takes a thread from a hash where its key is no plain ASCII', async () => {
    await stand.bring({ ...question, conversation: { id: 'facebook:ü, x', match: 'platform' } })
    expect(pushed()[0]?.thread_id).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('brings a message once when the answer is swallowed', async () => {
    fake.faults.push([/push/, 'swallow'])
    const row = await stand.bring(question)
    expect(row).toMatchObject({ status: 'delivered', remote: { message: question.id } })
    expect(fake.requests).toHaveLength(2)
    expect(pushed()).toHaveLength(1)
  })

  it('says that a ticket keeps its status when its message is taken back', async () => {
    await stand.bring(question)
    expect(await stand.bring(change('message.deleted', question))).toMatchObject({
      degraded: ['status_kept'],
    })
  })
})

describe('a push that is answered with 200', () => {
  const result = (code: string) => ({
    external_resource_id: question.id,
    status: { code, description: 'Anne…' },
  })

  it.each(['processing_error', 'halted'])('is tried again after %s', async (code) => {
    fake.faults.push([/push/, answering(result(code))])
    expect(await stand.bring(question)).toMatchObject({ status: 'delivered', attempts: 2 })
    expect(stand.reasons).toEqual([`answered 200 with ${code}`])
  })

  it.each([
    ['no result', { status: 200, body: '{"results":[]}' }],
    ['another’s result', answering({ ...result('success'), external_resource_id: 'other' })],
    ['no JSON', { status: 200, body: '<html>' }],
  ])('is tried again with %s', async (_, answer) => {
    fake.faults.push([/push/, answer])
    expect(await stand.bring(question)).toMatchObject({ status: 'delivered', attempts: 2 })
  })

  it('is parked with a result that nobody knows, which is not quoted', async () => {
    fake.faults.push([/push/, answering(result('could_not_locate_parent_external_resource'))])
    expect(await stand.bring(question)).toMatchObject({ status: 'parked' })
    expect(stand.reasons.join()).not.toContain('Anne')
  })
})
