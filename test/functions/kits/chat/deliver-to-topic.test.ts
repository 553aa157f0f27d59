import { describe, expect, it } from 'vitest'
import type { Topic, TopicMessage } from '../../../../functions/kits/chat/topic.ts'
import { routedEvent, routedMail } from '../../../contracts/routed-event.ts'
import { memoryChat } from './memory-chat.ts'

const comment = routedEvent()
const { attachments } = routedMail().message!
const limits = { maxText: 4_000, maxTexts: 3, files: 'content' as const }

/** A topic that names what it takes. */
function recordingTopic(more: Partial<Topic> = {}): Topic & { readonly said: TopicMessage[] } {
  const said: TopicMessage[] = []
  return {
    said,
    limits,
    async publish(messages) {
      said.push(...messages)
      return { message: `topic ${messages[0]?.id}` }
    },
    ...more,
  }
}

describe('a public contact', () => {
  it('is said in the topic alone where nothing is to be escalated', async () => {
    const topic = recordingTopic()
    const memory = memoryChat({ topic })
    expect(await memory.bring(comment)).toEqual([
      { status: 'delivered', remote: { message: 'topic facebook:777_10' } },
    ])
    expect(topic.said).toEqual([
      {
        id: 'facebook:777_10',
        text: expect.stringContaining('Mein Fernseher ist schwarz'),
        files: [],
        speaker: { id: 'facebook:4711/991', type: 'opaque', name: 'Änne Grün 🚚' },
        rootId: 'facebook:4711_777',
        replyToId: 'facebook:4711_777',
      },
    ])
    expect(memory.conversations).toEqual([])
  })

  it('is a conversation like every other in a system without a topic', async () => {
    const memory = memoryChat()
    expect(await memory.bring(comment)).toMatchObject([{ remote: { ticket: 'conversation 1' } }])
    expect(memory.conversations[0]?.messages[0]?.text).toContain('Öffentlicher Kommentar')
  })

  it('is escalated as soon as it can be, and said in the topic once', async () => {
    let asked = 0
    const pending = { pending: 'it is not there yet', remedy: 'look' }
    const topic = recordingTopic({
      escalate: async (message) => (++asked < 3 ? pending : { ticket: `escalated ${message}` }),
    })
    const outcomes = await memoryChat({ topic }).bring(comment)
    expect(outcomes.map(({ status }) => status)).toEqual(['retry', 'retry', 'delivered'])
    expect(outcomes.at(-1)).toMatchObject({ remote: { ticket: 'escalated topic facebook:777_10' } })
    expect(topic.said).toHaveLength(1)
  })

  it('is for an operator to escalate where the topic does not name it', async () => {
    const publish = async () => ({})
    const topic = recordingTopic({ publish, escalate: async () => ({ ticket: 'another’s' }) })
    expect(await memoryChat({ topic }).bring(comment)).toMatchObject([
      { status: 'rejected', code: 'not_escalated' },
    ])
  })

  it('has links in its text where files are refused, and never goes on without end', async () => {
    const event = { ...comment, message: { ...comment.message!, attachments } }
    const said: TopicMessage[] = []
    const refuseFiles: Topic['publish'] = async (messages) => {
      if (messages.some(({ files }) => files.length > 0)) return 'file_refused'
      said.push(...messages)
      return { message: 'm1' }
    }
    const outcomes = await memoryChat({ topic: recordingTopic({ publish: refuseFiles }) }).bring(event)
    expect(outcomes).toMatchObject([{ status: 'delivered', degraded: ['attachment_linked'] }])
    expect(said[0]?.text).toContain('https://links.netzdialog.test/')
    const topic = recordingTopic({ publish: async () => 'file_refused' })
    await expect(memoryChat({ topic }).bring(event)).rejects.toThrow('have none to be refused')
  })

  it('is not looked for in a topic after an attempt of which nobody knows', async () => {
    const memory = memoryChat({ topic: recordingTopic() })
    const mail = routedMail()
    await memory.bring({ ...mail, work: { ...mail.work, reopen: true } })
    const given = { remote: { ticket: 'conversation 1' } }
    expect(await memory.find(mail, given)).toMatchObject({ message: `message ${mail.id}` })
    expect(await memory.find({ ...comment, id: mail.id }, given)).toBeUndefined()
  })
})
