import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventId } from '../../../../functions/core/ids.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { change, comment, customer, directMessage, page } from '../../../support/contact-events.ts'
import { type FakeGenesys, loadGenesysSpecs, startFakeGenesys } from '../../../support/fake-genesys.ts'
import { specsFolder } from '../../../support/vendor-spec.ts'
import { genesysSettings, ids } from './genesys-ids.ts'
import { genesysStand } from './genesys-stand.ts'

// What a description says of conversations takes seconds to compile.
vi.setConfig({ testTimeout: 30_000 })
const specs = await loadGenesysSpecs()
let fake: FakeGenesys

beforeEach(async () => {
  fake = await startFakeGenesys(specs)
  const { integrations, rules, divisions } = fake.organization
  for (const id of [ids.facebook, ids.twitter, ids.email]) integrations.add(id)
  rules.set(ids.rule, { topic: ids.topic, status: 'Active' })
  divisions.add(ids.division)
})
afterEach(async () => {
  await fake.stop()
  expect(fake.problems).toEqual([])
})

const stand = (more: Record<string, unknown> = {}) =>
  genesysStand({ ...genesysSettings(fake.origin), ...more })
const anne = customer('anne')
const talk = (id: string, text = `message ${id}`, by = anne) => {
  const event = directMessage(id, by)
  return { ...event, message: { ...event.message!, text } }
}
const { work: _, ...mail } = routedMail()
const namesOf = () => fake.requests.map(({ name }) => name)

describe.skipIf(!specsFolder)('the descriptions of Genesys Cloud (where NETZDIALOG_SPECS holds them)', () => {
  it('check what the stand-in is asked: a misspelt field is told', async () => {
    const [conversations] = specs
    const path = `/api/v2/conversations/messages/${ids.facebook}/inbound/open/message`
    const channel = { from: { id: '1', idType: 'Opaque' }, time: '2026-11-20T08:00:00Z' }
    const request = { method: 'POST', path, headers: { 'content-type': 'application/json' } }
    const problems = conversations?.requestProblems({
      ...request,
      body: JSON.stringify({ channel, txt: 'Hallo' }),
    })
    expect(problems).toEqual([expect.stringContaining('body/txt is not known')])
  })
})

describe('a talk in Messenger', () => {
  it('is one conversation with each message once, the first with what agents need', async () => {
    const netzdialog = stand()
    const row = await netzdialog.bring(talk('m1', 'Mein Fernseher ist schwarz. 🚚'))
    await netzdialog.bring(talk('m2', 'Immer noch.'))
    const [conversation, ...others] = fake.organization.conversations
    expect(others).toEqual([])
    expect(row).toMatchObject({ status: 'delivered', remote: { ticket: conversation?.id } })
    const [first, second] = conversation!.messages
    expect(first?.text).toContain('Private Direktnachricht auf Facebook von Name of anne')
    expect(first?.text).toContain('Mein Fernseher ist schwarz. 🚚')
    expect(second?.text).toBe('Immer noch.')
    expect(first?.channel).toMatchObject({
      messageId: eventId('message.created', 'm1'),
      from: { id: 'facebook/anne', idType: 'Opaque', nickname: 'Name of anne' },
      time: '2026-11-20T08:00:00.000Z',
    })
    expect(first?.metadata).toMatchObject({ workKey: 'facebook:4711/dm/anne', visibility: 'private' })
    expect(JSON.stringify(first?.metadata)).not.toContain('Name of anne')
  })

  it('lets nobody forge a line of ours', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    await netzdialog.bring(talk('m2', '=== Nachricht ===\nGutschein freigegeben'))
    expect(fake.organization.texts.at(-1)).toBe('| === Nachricht ===\nGutschein freigegeben')
  })

  it('tells edits and deletions in a message of their own, while the conversation is open', async () => {
    const netzdialog = stand({ withdrawn: 'leave' })
    const first = talk('m1', 'Schwartz')
    await netzdialog.bring(first)
    const message = { ...first.message!, text: 'Schwarz' }
    await netzdialog.bring(change('message.edited', first, { minute: 5, message }))
    await netzdialog.bring(change('message.deleted', first, { minute: 6 }))
    const [, edit, deletion] = fake.organization.texts
    expect(edit).toContain('Bearbeitet vom Verfasser')
    expect(edit).toContain('Schwarz')
    expect(deletion).toMatch(/gelöscht/i)
    expect(fake.organization.conversations).toHaveLength(1)
  })

  it('begins no conversation for what asks nothing of anybody', async () => {
    const netzdialog = stand()
    const first = talk('m1')
    await netzdialog.bring(first)
    fake.organization.conversations[0]!.state = 'ended'
    const row = await netzdialog.bring(
      change('message.edited', first, { minute: 5, message: first.message! }),
    )
    expect(row).toMatchObject({ status: 'delivered', degraded: ['conversation_over'] })
    await stand().bring(change('message.edited', talk('m9'), { minute: 5, message: first.message! }))
    expect(fake.organization.texts).toHaveLength(1)
  })

  it('begins a new conversation for a new question once the old one is over, and keeps to that', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    fake.organization.conversations[0]!.state = 'ended'
    const row = await netzdialog.bring(talk('m2'))
    const [, second] = fake.organization.conversations
    expect(row.remote?.ticket).toBe(second?.id)
    await netzdialog.bring(talk('m3'))
    expect(second?.messages).toHaveLength(2)
    // It may be another agent's, who sees nothing of the first.
    expect(second?.messages[0]?.text).toContain('Private Direktnachricht auf Facebook von Name of anne')
    expect(second?.messages[1]?.text).toBe('message m3')
  })

  it('never lets the company’s answer pass for the customer’s, and takes back what still waits', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    const row = await netzdialog.bring(talk('m2', 'Wir kümmern uns.', page))
    const [conversation] = fake.organization.conversations
    expect(conversation?.messages).toHaveLength(1)
    expect(conversation?.attributes['netzdialogNote']).toContain('Wir kümmern uns.')
    expect(conversation?.attributes['netzdialogAnswered']).toBe('2026-11-20T08:00:00.000Z')
    expect(conversation?.state).toBe('ended')
    expect(row.degraded).toEqual(['note_in_attributes'])
  })

  it('leaves a conversation to the agent who has it, and where the settings say so', async () => {
    for (const settings of [{}, { answered: 'leave' }]) {
      const netzdialog = stand(settings)
      await netzdialog.bring(talk('m1'))
      const conversation = fake.organization.conversations.at(-1)!
      if (!('answered' in settings)) conversation.state = 'attended'
      await netzdialog.bring(talk('m2', 'Wir kümmern uns.', page))
      expect(conversation.state).not.toBe('ended')
      conversation.state = 'ended'
    }
  })

  it('takes back what is deleted before anybody answered', async () => {
    const netzdialog = stand()
    const first = talk('m1')
    await netzdialog.bring(first)
    await netzdialog.bring(change('message.deleted', first, { minute: 5 }))
    const [conversation] = fake.organization.conversations
    expect(conversation?.state).toBe('ended')
    expect(conversation?.messages.at(-1)?.text).toMatch(/gelöscht/i)
  })

  it('says where it may not take back or write attributes', async () => {
    fake.organization.missing.add('conversation:communication:disconnect')
    fake.organization.missing.add('conversation:participant:attributesedit')
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    const row = await netzdialog.bring(talk('m2', 'Wir kümmern uns.', page))
    expect(row).toMatchObject({ status: 'delivered', degraded: ['note_left_out', 'not_taken_back'] })
  })

  it('splits a long text at words, and shortens one that nobody reads in a chat', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1', `${'Wort '.repeat(1_800)}Ende`))
    const parts = fake.organization.texts
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.every((part) => part.length <= 4_000)).toBe(true)
    expect(parts.at(-1)).toContain('Ende')
    const row = await netzdialog.bring(talk('m2', 'Änderung 🚚 '.repeat(25_000)))
    expect(row).toMatchObject({ status: 'delivered', degraded: ['text_shortened'] })
    expect(fake.organization.texts.length - parts.length).toBeLessThanOrEqual(5)
    expect(fake.organization.texts.at(-1)).toMatch(/ … \[gekürzt\]$/)
  })
})

describe('mails', () => {
  it('bring their subject, and files by an address of ours', async () => {
    await stand().bring(mail)
    const [conversation] = fake.organization.conversations
    expect(conversation).toMatchObject({ integration: ids.email, from: 'anne@kunde.test' })
    const [message] = conversation!.messages
    expect(message?.text).toContain('Re: Störung')
    expect(message?.content).toEqual([
      {
        attachment: {
          mediaType: 'Image',
          mime: 'image/jpeg',
          filename: 'foto.jpg',
          sha256: mail.message?.attachments[0]?.sha256,
          url: expect.stringMatching(/^https:\/\/links\.netzdialog\.test\//),
        },
      },
    ])
  })

  it('bring a file that Genesys Cloud refuses as a link', async () => {
    fake.faults.push([
      /inbound\/open\/message/,
      { status: 400, body: JSON.stringify({ code: 'bad.request' }) },
    ])
    const row = await stand().bring(mail)
    expect(row).toMatchObject({ status: 'delivered', degraded: ['attachment_linked'], attempts: 1 })
    expect(fake.organization.texts).toEqual([
      expect.stringMatching(/Immer noch schwarz[\s\S]*\n\nfoto\.jpg: https:\/\/links\.netzdialog\.test\//),
    ])
    expect(fake.organization.conversations[0]?.messages[0]).not.toHaveProperty('content')
  })

  it('is told of in the same talk when the answer to it comes back: to whom, and why', async () => {
    const netzdialog = stand()
    await netzdialog.bring(mail)
    const { message: _message, author: _author, recipients: _recipients, ...rest } = mail
    await netzdialog.bring({
      ...rest,
      id: eventId('receipt.failed', 'b1'),
      kind: 'receipt.failed',
      actor: { role: 'platform' },
      target: { messageId: 'email:<a1@acme.test>' },
      receipt: { recipient: mail.author?.email, diagnostic: '552 mailbox full', permanent: false },
    })
    expect(fake.organization.conversations).toHaveLength(1)
    const told = fake.organization.texts.at(-1)
    expect(told).toContain('Diese Nachricht hat den Empfänger nicht erreicht.')
    expect(told).toContain('552 mailbox full')
  })

  it('show in a running talk what came along where an answer may stand in it, and else the new words alone', async () => {
    const netzdialog = stand()
    await netzdialog.bring(mail)
    const say = (id: string, quoted: string) => {
      const message = { id: `email:<${id}@kunde.test>`, text: 'Siehe Antwort.', quoted, attachments: [] }
      return netzdialog.bring({ ...mail, id: eventId('message.created', id), message })
    }
    await say('m2', 'Am 19.11.2026 um 10:00 schrieb Acme <service@acme.test>:\n> Welche Nummer?')
    await say('m3', 'Von: Acme <service@acme.test>\nGesendet: Montag 10:00\n\nWelche Nummer? SN 4711')
    const texts = fake.organization.conversations[0]?.messages.map(({ text }) => text)
    expect(texts?.slice(1)).toEqual(['Siehe Antwort.', expect.stringContaining('SN 4711')])
  })

  it('of somebody else in the thread that ask nothing begin no conversation, and are noted', async () => {
    const netzdialog = stand()
    await netzdialog.bring(mail)
    const author = { role: 'customer' as const, id: 'urlaub@kunde.test', email: 'urlaub@kunde.test' }
    const message = { ...mail.message!, id: 'email:<m2@kunde.test>', text: 'Bin im Urlaub.', attachments: [] }
    const reply = { ...mail, id: eventId('message.created', 'm2'), author }
    await netzdialog.bring({ ...reply, message: { ...message, automated: 'auto_reply' } })
    const [conversation, ...others] = fake.organization.conversations
    expect(others).toEqual([])
    expect(conversation?.messages).toHaveLength(1)
    expect(conversation?.attributes['netzdialogNote']).toContain('Bin im Urlaub.')
  })

  it('have one message for each file, and links where the settings say so', async () => {
    const [photo] = mail.message!.attachments
    const attachments = [photo!, { ...photo!, name: 'rechnung.pdf', type: 'application/pdf' }]
    const message = { ...mail.message!, attachments }
    await stand().bring({ ...mail, message })
    const sent = fake.organization.conversations[0]!.messages
    expect(sent.map(({ channel }) => channel.messageId)).toEqual([`${mail.id}.1`, mail.id])
    expect(sent.map(({ content }) => content?.[0]?.attachment?.mediaType)).toEqual(['Image', 'File'])
    const row = await stand({ attachments: 'links' }).bring({ ...mail, message })
    expect(row.degraded).toEqual(['attachment_linked'])
    expect(fake.organization.texts.at(-1)).toContain('https://links.netzdialog.test/')
  })
})

describe('comments in public', () => {
  it('are all in the topic, and those to be answered are escalated, each once', async () => {
    const netzdialog = stand()
    const people = ['anne', 'ben', 'cem', 'dora', 'eva'].map(customer)
    const [first] = people
    await netzdialog.bring(comment('1', first!))
    for (const [index, by] of people.slice(1).entries())
      await netzdialog.bring(comment(`${index + 2}`, by, '1', { minute: index + 1 }))
    await netzdialog.bring(comment('6', page, '1', { minute: 8 }))
    const { social, escalated, conversations } = fake.organization
    expect(social.map(({ channel }) => channel.messageId)).toEqual(
      [1, 2, 3, 4, 5, 6].map((id) => `facebook:${id}`),
    )
    const asked = [...escalated.keys()].map((id) => social.find((each) => each.id === id)?.channel.from.id)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toContain('facebook/anne')
    expect(asked).not.toContain('facebook/4711')
    expect(conversations).toHaveLength(asked.length)
    expect(social[1]).toMatchObject({
      text: 'comment 2',
      channel: { publicMetadata: { rootId: 'facebook:4711_777', replyToId: 'facebook:1', source: '4711' } },
    })
    expect(social[5]?.channel.from.id).toBe('facebook/4711')
  })

  it('have their edits and deletions beside them, as replies', async () => {
    const netzdialog = stand()
    const first = comment('1', anne)
    const { remote } = await netzdialog.bring(first)
    await netzdialog.bring(
      change('message.edited', first, { minute: 5, message: { ...first.message!, text: 'neu' } }),
    )
    const deletion = change('message.deleted', first, { minute: 6 })
    await netzdialog.bring(deletion)
    const { social, escalated } = fake.organization
    expect(escalated.size).toBe(1)
    expect(remote?.ticket).toBe(fake.organization.conversations[0]?.id)
    expect(social[1]?.text).toContain('Bearbeitet vom Verfasser')
    expect(social[2]).toMatchObject({
      channel: { messageId: deletion.id, publicMetadata: { replyToId: 'facebook:1' } },
    })
    expect(fake.organization.conversations[0]?.state).toBe('ended')
  })

  it('of one customer are one conversation while that is open', async () => {
    const netzdialog = stand()
    await netzdialog.bring(comment('1', anne))
    await netzdialog.bring(comment('2', anne, '1', { minute: 1 }))
    const [conversation, ...others] = fake.organization.conversations
    expect(others).toEqual([])
    expect(conversation?.messages[0]?.text).toContain('Öffentlicher Kommentar auf Facebook von Name of anne')
    expect(conversation?.messages.map(({ text }) => text).at(-1)).toBe('comment 2')
  })

  it('that are long or have files are in the topic whole, with the first part for agents', async () => {
    const [photo] = mail.message!.attachments
    const attachments = [photo!, { ...photo!, name: 'zwei.jpg' }]
    const long = comment('1', anne)
    await stand().bring({ ...long, message: { ...long.message!, text: 'Wort '.repeat(1_200), attachments } })
    const [first, second, ...others] = fake.organization.social
    expect(others).toEqual([])
    expect(first?.content).toHaveLength(2)
    expect(first?.text).toMatch(/^\(1\/2\) Öffentlicher Kommentar/)
    expect(second).toMatchObject({
      channel: { messageId: 'facebook:1.2', publicMetadata: { replyToId: 'facebook:1' } },
    })
    expect([...fake.organization.escalated.keys()]).toEqual([first?.id])
  })

  it('have links in their text where Genesys Cloud refuses the files', async () => {
    fake.faults.push([/messages\/bulk/, { status: 400, body: JSON.stringify({ code: 'bad.request' }) }])
    const event = comment('1', anne)
    const { attachments } = mail.message!
    const row = await stand().bring({ ...event, message: { ...event.message!, attachments } })
    expect(row).toMatchObject({ status: 'delivered', degraded: ['attachment_linked'] })
    expect(fake.organization.social.map(({ text }) => text)).toEqual([
      expect.stringContaining('https://links.netzdialog.test/'),
    ])
  })

  it('wait until they can be escalated, and are added once', async () => {
    fake.organization.looksUntilEscalated = 3
    const row = await stand().bring(comment('1', anne))
    expect(row).toMatchObject({ status: 'delivered', attempts: 4 })
    expect(fake.organization.social).toHaveLength(1)
    expect(fake.organization.escalated.size).toBe(1)
  })

  it('are escalated once though the answer to it was lost', async () => {
    fake.faults.push([/escalations/, 'swallow'])
    const row = await stand().bring(comment('1', anne))
    expect(row).toMatchObject({ status: 'delivered', attempts: 2 })
    expect(fake.organization.social).toHaveLength(1)
    expect(fake.organization.escalated.size).toBe(1)
  })

  it('are told to the topic once more under the same id where the answer was lost', async () => {
    fake.faults.push([/messages\/bulk/, 'swallow'])
    await stand().bring(comment('1', anne))
    const { social, escalated } = fake.organization
    expect(social.map(({ channel }) => channel.messageId)).toEqual(['facebook:1', 'facebook:1'])
    expect(escalated.size).toBe(1)
  })

  it.each(['nsfw.escalation.not.allowed', 'cross.escalation.not.allowed'])(
    'are parked where %s keeps them from agents',
    async (code) => {
      fake.faults.push([/escalations/, { status: 400, body: JSON.stringify({ code }) }])
      const netzdialog = stand()
      expect(await netzdialog.bring(comment('1', anne))).toMatchObject({ status: 'parked' })
      expect(netzdialog.outcomes.at(-1)).toMatchObject({ status: 'rejected', code: 'not_escalated' })
    },
  )

  it('wait while escalations are throttled, and are parked where none comes of it', async () => {
    const told = (escalationStatus: string) => ({ status: 200, body: JSON.stringify({ escalationStatus }) })
    fake.faults.push([/escalations/, told('Throttled')], [/escalations/, told('NotEscalated')])
    expect(await stand().bring(comment('1', anne))).toMatchObject({ status: 'delivered', attempts: 3 })
    for (let time = 0; time < 13; time++) fake.faults.push([/escalations/, told('NotEscalated')])
    const netzdialog = stand()
    expect(await netzdialog.bring(comment('2', anne))).toMatchObject({ status: 'parked' })
    expect(netzdialog.outcomes.at(-1)).toMatchObject({ status: 'rejected', code: 'not_escalated' })
    expect(await netzdialog.bring(comment('2', anne), { generation: 1 })).toMatchObject({
      status: 'delivered',
    })
    expect(fake.organization.social).toHaveLength(2)
  })

  it('stop the destination where integration or topic is unknown', async () => {
    fake.organization.integrations.clear()
    fake.organization.rules.clear()
    for (const event of [comment('1', anne), talk('m1')]) {
      const netzdialog = stand()
      await netzdialog.bring(event, { maxAttempts: 1 })
      expect(netzdialog.outcomes).toMatchObject([{ status: 'rejected', scope: 'destination' }])
    }
  })

  it('stay in the topic where escalation is left to the rules of Genesys Cloud', async () => {
    await stand({ social: { topicId: ids.topic, ruleId: ids.rule } }).bring(comment('1', anne))
    expect(fake.organization.social).toHaveLength(1)
    expect(fake.organization.conversations).toEqual([])
  })

  it('never become private messages, nor private ones public', async () => {
    const { social, integrations } = genesysSettings(fake.origin)
    const noTopic = stand({ social: undefined, integrations })
    await noTopic.bring(comment('1', anne))
    expect(noTopic.outcomes).toMatchObject([{ status: 'rejected', code: 'no_topic' }])
    const noIntegration = stand({ social, integrations: undefined })
    await noIntegration.bring(talk('m1'))
    expect(noIntegration.outcomes).toMatchObject([{ status: 'rejected', code: 'no_integration' }])
    expect([...fake.organization.social, ...fake.organization.conversations]).toEqual([])
  })
})

describe('answers that are lost or late', () => {
  it('finds a message whose answer was lost in its conversation, and sends it once', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    fake.faults.push([/inbound\/open\/message/, 'swallow'])
    const row = await netzdialog.bring(talk('m2'))
    expect(row).toMatchObject({ status: 'delivered', attempts: 2 })
    expect(fake.organization.texts).toHaveLength(2)
  })

  it('sends what is missing of a long text, and nothing twice', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    fake.faults.push([/inbound\/open\/message/, 'swallow'])
    await netzdialog.bring(talk('m2', 'Wort '.repeat(2_000)))
    const parts = fake.organization.texts.slice(1)
    expect(parts.map((part) => part.slice(0, 5))).toEqual(['(1/3)', '(2/3)', '(3/3)'])
  })

  it('begins no second conversation where the answer to the first message was lost', async () => {
    fake.faults.push([/inbound\/open\/message/, 'swallow'])
    const row = await stand().bring(talk('m1'))
    const [conversation, ...others] = fake.organization.conversations
    expect(others).toEqual([])
    expect(row.remote?.ticket).toBe(conversation?.id)
    // Nothing can be looked up by, so that it is there twice: with one id and time, as an agent sees.
    expect(conversation?.messages.map(({ channel }) => [channel.messageId, channel.time])).toEqual(
      Array(2).fill([eventId('message.created', 'm1'), '2026-11-20T08:00:00.000Z']),
    )
  })

  it('looks for what was accepted with 202 until it is there, and sends it once', async () => {
    fake.organization.looksUntilThere = 3
    const row = await stand().bring(talk('m1'))
    expect(row).toMatchObject({ status: 'delivered', attempts: 4 })
    expect(row.remote?.ticket).toBe(fake.organization.conversations[0]?.id)
    expect(fake.organization.texts).toHaveLength(1)
  })

  it('parks what was accepted and never came to be, and sends it anew when an operator says so', async () => {
    fake.organization.looksUntilThere = 1_000
    const netzdialog = stand()
    const event = talk('m1')
    expect(await netzdialog.bring(event)).toMatchObject({ status: 'parked' })
    expect(netzdialog.outcomes.at(-1)).toMatchObject({ status: 'rejected', code: 'not_confirmed' })
    expect(fake.organization.texts).toHaveLength(1)
    fake.organization.looksUntilThere = undefined
    expect(await netzdialog.bring(event, { generation: 1 })).toMatchObject({ status: 'delivered' })
    expect(fake.organization.texts).toHaveLength(2)
  })

  it('says so where it may not look', async () => {
    fake.organization.looksUntilThere = 0
    fake.organization.missing.add('conversation:message:view')
    expect(await stand().bring(talk('m1'))).toMatchObject({
      status: 'delivered',
      degraded: ['not_confirmed'],
    })
  })
})

describe('credentials', () => {
  it('sign in once, and once more when a token has expired', async () => {
    const netzdialog = stand()
    await netzdialog.bring(talk('m1'))
    await netzdialog.bring(talk('m2'))
    expect(namesOf().filter((name) => name.endsWith('/oauth/token'))).toHaveLength(1)
    fake.expireTokens()
    expect(await netzdialog.bring(talk('m3'))).toMatchObject({ status: 'delivered', attempts: 1 })
    expect(namesOf().filter((name) => name.endsWith('/oauth/token'))).toHaveLength(2)
    expect(fake.organization.texts).toHaveLength(3)
  })

  it('that are wrong stop the destination', async () => {
    const netzdialog = stand({ clientSecret: 'wrong' })
    expect(await netzdialog.bring(talk('m1'), { maxAttempts: 1 })).toMatchObject({ status: 'waiting' })
    expect(netzdialog.outcomes).toEqual([
      {
        status: 'rejected',
        code: 'credentials_refused',
        reason: 'answered 400 to the OAuth client: check clientId, clientSecret and region',
        scope: 'destination',
      },
    ])
  })
})
