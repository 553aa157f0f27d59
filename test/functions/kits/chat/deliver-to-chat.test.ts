import { describe, expect, it } from 'vitest'
import type { Chat } from '../../../../functions/kits/chat/chat.ts'
import type { RoutedEvent } from '../../../../schemas/contact-event.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { loseAnswer, memoryChat } from './memory-chat.ts'

const mail = routedMail()
const [photo] = mail.message!.attachments
const say = (id: string, text: string, more: Partial<RoutedEvent> = {}): RoutedEvent =>
  routedMail({ id, message: { id: `email:<${id}>`, text, attachments: [] }, ...more })
const long = `${'Wort '.repeat(220)}Ende`
const open = { ...mail.work, effect: 'open' as const, reopen: false }

describe('a chat system whose conversations have to be opened', () => {
  it('has one opened for a question, and the next message in the same one', async () => {
    const chat = memoryChat()
    const [first] = await chat.bring(say('e1', 'Mein Fernseher ist schwarz.', { work: open }))
    expect(first).toEqual({
      status: 'delivered',
      remote: { ticket: 'conversation 1', message: 'message e1' },
    })
    await chat.bring(say('e2', 'Immer noch.'), { remote: { ticket: 'conversation 1' } })
    const [conversation, ...others] = chat.conversations
    expect(others).toEqual([])
    expect(conversation?.messages[0]?.text).toContain('E-Mail von Änne')
    expect(conversation?.messages.at(-1)?.text).toBe('Immer noch.')
  })

  it('has another opened after one that is over, and tells all that agents need there', async () => {
    const chat = memoryChat()
    await chat.bring(say('e1', 'Hallo', { work: open }))
    chat.conversations[0]!.state = 'ended'
    const [outcome] = await chat.bring(say('e2', 'Noch da?'), { remote: { ticket: 'conversation 1' } })
    expect(outcome).toMatchObject({ remote: { ticket: 'conversation 2' } })
    expect(chat.conversations[1]?.messages[0]?.text).toContain('E-Mail von Änne')
  })

  it('has none opened for what asks nothing of anybody', async () => {
    const chat = memoryChat()
    const work = { ...mail.work, effect: 'append' as const, reopen: false }
    expect(await chat.bring(say('e1', 'Bin im Urlaub.', { work }))).toEqual([{ status: 'delivered' }])
    expect(chat.conversations).toEqual([])
  })

  it('has none opened twice, and no message twice, where an answer was lost', async () => {
    for (const lost of [0, 1, 2]) {
      const chat = memoryChat()
      chat.faults.push(...Array(lost).fill({}), { after: loseAnswer })
      const outcomes = await chat.bring(say('e1', long, { work: open }))
      expect(outcomes.map(({ status }) => status)).toEqual(['retry', 'delivered'])
      const [conversation, ...others] = chat.conversations
      expect(others).toEqual([])
      expect(conversation?.messages.map(({ id }) => id)).toEqual(['e1.1', 'e1.2', 'e1'])
    }
  })

  it('gets the whole of a message in another conversation where one ends between its parts', async () => {
    const chat = memoryChat()
    await chat.bring(say('e1', 'Hallo', { work: open }))
    const end = () => {
      chat.conversations[0]!.state = 'ended'
    }
    chat.faults.push({ after: end })
    const outcomes = await chat.bring(say('e2', long), { remote: { ticket: 'conversation 1' } })
    expect(outcomes.map(({ status }) => status)).toEqual(['retry', 'delivered'])
    expect(outcomes.at(-1)).toMatchObject({ remote: { ticket: 'conversation 2', message: 'message e2' } })
    const told = chat.conversations[1]?.messages.map(({ text }) => text).join('\n')
    expect(told).toContain('E-Mail von Änne')
    expect(told).toMatch(/Ende$/)
  })
})

describe('a chat system that puts a message elsewhere than it was asked to', () => {
  it('gets the rest of the event there, too', async () => {
    const asked: (string | undefined)[] = []
    const send: Chat['send'] = async ({ id, conversation }) => {
      asked.push(conversation)
      return { message: id, conversation: 'elsewhere' }
    }
    const chat = memoryChat({ send })
    await chat.bring(say('e1', 'Hallo', { work: open }))
    asked.length = 0
    const outcomes = await chat.bring(say('e2', long), { remote: { ticket: 'conversation 1' } })
    expect(asked).toEqual(['conversation 1', 'elsewhere', 'elsewhere'])
    expect(outcomes).toMatchObject([{ remote: { ticket: 'elsewhere' } }])
  })
})

describe('a chat system in which a message holds a text or a file', () => {
  it('gets them apart, the last with the id of the event', async () => {
    const chat = memoryChat()
    await chat.bring({
      ...mail,
      work: open,
      message: { ...mail.message!, text: 'Foto', attachments: [photo!] },
    })
    const [conversation] = chat.conversations
    expect(conversation?.messages.map(({ id, text, file }) => [id, text !== undefined, file?.name])).toEqual([
      [`${mail.id}.1`, true, undefined],
      [mail.id, false, 'foto.jpg'],
    ])
  })

  it('gets a link in place of a file that it refuses, and says so', async () => {
    const chat = memoryChat({ limits: { maxText: 5_000 } })
    chat.faults.push({}, { before: () => 'file_refused' })
    const outcomes = await chat.bring({ ...mail, work: open })
    expect(outcomes).toMatchObject([{ status: 'delivered', degraded: ['attachment_linked'] }])
    expect(chat.conversations[0]?.messages.at(-1)).toMatchObject({
      id: mail.id,
      text: expect.stringMatching(/^foto\.jpg: https:\/\/links\.netzdialog\.test\//),
    })
    expect(chat.conversations[0]?.messages.at(-1)).not.toHaveProperty('file')
  })
})

describe('a chat system without a place for notes', () => {
  it('says that the company’s answer is left out, and ends what still waits', async () => {
    for (const [state, left] of [
      ['waiting', 'ended'],
      ['attended', 'attended'],
    ] as const) {
      const chat = memoryChat()
      await chat.bring(say('e1', 'Hallo', { work: open }))
      chat.conversations[0]!.state = state
      const work = { ...mail.work, effect: 'answer' as const, reopen: false }
      const own = say('e2', 'Wir kümmern uns.', { work, direction: 'outbound', author: { role: 'company' } })
      const outcomes = await chat.bring(own, { remote: { ticket: 'conversation 1' } })
      expect(outcomes).toEqual([{ status: 'delivered', degraded: ['note_left_out'] }])
      expect(chat.conversations[0]).toMatchObject({ state: left, messages: [expect.anything()] })
    }
  })
})

describe('what an attempt of which nobody knows has left in a chat system', () => {
  const join = { remote: { ticket: 'conversation 1' } }

  it('is found by the id of the event, in the conversation of its work key or the one opened for it', async () => {
    const chat = memoryChat()
    await chat.bring(say('e1', long, { work: open }))
    const found = { ticket: 'conversation 1', message: 'message e1' }
    expect(await chat.find(say('e1', long), join)).toEqual(found)
    expect(await chat.find(say('e1', long), { progress: { conversation: 'conversation 1' } })).toEqual(found)
    expect(await chat.find(say('e1', long), {})).toBeUndefined()
    expect(await chat.find(say('e2', 'Hallo'), join)).toBeUndefined()
  })

  it('is asked for where it is handed over and has yet to come to be, and not searched', async () => {
    const chat = memoryChat()
    await chat.bring(say('e1', 'Hallo', { work: open }))
    expect(await chat.find(say('e1', 'Hallo'), { ...join, progress: { pending: 'm1' } })).toBeUndefined()
  })

  it('is not all where more than messages is to be done', async () => {
    const chat = memoryChat()
    await chat.bring(say('e1', 'Hallo', { work: open }))
    for (const effect of ['answer', 'withdraw'] as const)
      expect(await chat.find(say('e1', 'Hallo', { work: { ...open, effect } }), join)).toBeUndefined()
  })
})

describe('a chat system that cannot say what became of a message', () => {
  const question = say('e1', 'Hallo', { work: open })
  const accept = async () => ({ message: 'm1', state: 'accepted' as const })
  const never = { pending: 'it is not there', remedy: 'look' }

  it('has a message that it only accepted counted as not confirmed', async () => {
    expect(await memoryChat({ send: accept }).bring(question)).toEqual([
      {
        status: 'delivered',
        remote: { ticket: 'conversation 1', message: 'm1' },
        degraded: ['not_confirmed'],
      },
    ])
  })

  it('is asked again for a message that has yet to come to be, and not told it again', async () => {
    let asked = 0
    let sent = 0
    const send = () => {
      sent++
      return accept()
    }
    const confirm = async () => (++asked < 4 ? never : { message: 'm1' })
    const outcomes = await memoryChat({ send, confirm }).bring(question)
    expect(outcomes.map(({ status }) => status)).toEqual(['retry', 'retry', 'retry', 'delivered'])
    expect(outcomes.at(-1)).not.toHaveProperty('degraded')
    expect(sent).toBe(1)
  })

  it('is asked thirteen times at most, until an operator is to look', async () => {
    const outcomes = await memoryChat({ send: accept, confirm: async () => never }).bring(question)
    expect(outcomes.at(-1)).toEqual({
      status: 'rejected',
      code: 'not_confirmed',
      reason: 'it is not there: look',
    })
    expect(outcomes).toHaveLength(14)
  })

  it('whose adapter fails has its error passed on, whatever was done', async () => {
    const send = () => Promise.reject(new TypeError('a mistake'))
    await expect(memoryChat({ send }).bring(question)).rejects.toThrow('a mistake')
  })
})
