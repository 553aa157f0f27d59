import { describe, expect, it } from 'vitest'
import { change, comment, customer, directMessage, page } from '../../../support/contact-events.ts'
import { anne, mail, question, useTicketScene, written } from './ticket-scene.ts'
import { tokenSettings } from './zendesk-stand.ts'

const scene = useTicketScene()
const { tickets, only, sent } = scene

describe('a thread of six people', () => {
  const asks = (id: string, who: string) => comment(id, customer(who), '777_10', { addressing: 'mention' })
  const helps = (id: string, who: string) => comment(id, customer(who), '777_10')
  const thread = [
    question,
    helps('777_11', '992'),
    asks('777_12', '993'),
    helps('777_13', '994'),
    asks('777_14', '995'),
    helps('777_15', '996'),
    comment('777_16', page, '777_10'),
  ]

  it('is a ticket for each who asks, helpers and the answer with the first', async () => {
    for (const event of thread) await scene.stand.bring(event)
    expect(
      tickets().map((ticket) => written(ticket).map((text) => /comment 777_1\d/.exec(text)?.[0])),
    ).toEqual([
      ['comment 777_10', 'comment 777_11', 'comment 777_13', 'comment 777_15', 'comment 777_16'],
      ['comment 777_12'],
      ['comment 777_14'],
    ])
    const requesters = tickets().map(({ requester_id: id }) =>
      scene.fake.account.users.find((user) => user.id === id),
    )
    expect(requesters.map((user) => user?.external_id)).toEqual([
      'facebook:4711:991',
      'facebook:4711:993',
      'facebook:4711:995',
    ])
  })

  it('brings each message once however often it is brought', async () => {
    for (const event of thread) await scene.stand.bring(event)
    const before = JSON.stringify(tickets())
    for (const event of thread) await scene.stand.bring(event)
    expect(JSON.stringify(tickets())).toBe(before)
  })
})

describe('a talk', () => {
  it('is one ticket that an answer of the company sets to pending and the customer opens again', async () => {
    await scene.stand.bring(directMessage('m1', anne))
    expect(only()).toMatchObject({
      status: 'new',
      external_id: 'facebook:4711/dm/anne',
      tags: ['netzdialog', 'facebook', 'private'],
    })
    await scene.stand.bring(directMessage('m2', page))
    expect(only().status).toBe('pending')
    await scene.stand.bring(directMessage('m3', anne))
    expect(only().status).toBe('open')
    expect(written(only()).map((text) => /message m\d/.exec(text)?.[0])).toEqual([
      'message m1',
      'message m2',
      'message m3',
    ])
  })

  it('belongs to the customer, who is made a user without a mail', async () => {
    await scene.stand.bring(directMessage('m1', anne))
    const user = scene.fake.account.users.find(({ id }) => id === only().requester_id)
    expect(user).toMatchObject({ name: 'Name of 991', external_id: 'facebook:4711:991', email: null })
    await scene.stand.bring({
      ...directMessage('n1', anne),
      conversation: { id: 'facebook:4711/dm/2', match: 'platform' },
    })
    expect(scene.fake.account.users).toHaveLength(2)
  })

  it('belongs to the user who has the customer’s address, and leaves that user as it is', async () => {
    scene.fake.account.users.push({
      id: 50,
      name: 'Dr. Anne Grün',
      email: 'Anne@Kunde.test',
      external_id: 'crm-7',
      role: 'end-user',
    })
    scene.fake.account.users.push({
      id: 51,
      name: 'X',
      email: 'xanne@kunde.test.example',
      external_id: null,
      role: 'end-user',
    })
    await scene.stand.bring(mail())
    expect(only().requester_id).toBe(50)
    expect(sent(/users\/create/)).toEqual([])
  })

  it.each([
    ['facebook', 'facebook:4711', 'facebook:4711:991', 'facebook:facebook:4711:991'],
    ['twitter', 'twitter', 'twitter:991', 'twitter:twitter:991'],
    ['forum', 'tenant', 'forum:tenant:991', undefined],
    ['forum', undefined, 'forum:4711:991', undefined],
  ])('names its customer by platform %s and scope %s once, as it did before', async (...names) => {
    const [platform, scope, id, former] = names
    const asks = (key: string) => ({
      ...directMessage(key, { ...anne, ...(scope !== undefined && { scope }) }),
      platform,
      conversation: { id: `${platform}:4711/dm/${key}`, match: 'platform' as const },
    })
    await scene.stand.bring(asks('m1'))
    const made = scene.fake.account.users.at(-1)
    expect(made?.external_id).toBe(id)
    expect(sent(/users\/search/)).toHaveLength(former === undefined ? 1 : 2)
    if (former === undefined) return
    Object.assign(made!, { external_id: former })
    await scene.stand.bring(asks('m2'))
    expect(tickets().map(({ requester_id: requester }) => requester)).toEqual([made?.id, made?.id])
  })

  it('begins with what is opened even where Zendesk will not have the person', async () => {
    scene.fake.faults.push([/create_or_update/, { status: 422, body: '{"error":"RecordInvalid"}' }])
    expect(await scene.stand.bring(directMessage('m1', anne))).toMatchObject({
      degraded: ['requester_unknown'],
    })
    expect(only().requester_id).toBe(1)
  })
})

describe('changes', () => {
  it('tells an edit, and leaves the status alone', async () => {
    await scene.stand.bring(question)
    await scene.stand.bring(change('message.edited', question))
    expect(written(only())).toHaveLength(2)
    expect(written(only())[1]).toContain('facebook:777_10 edited')
    expect(only().status).toBe('new')
  })

  it('blacks out what is deleted, tells it, and solves what nobody had answered', async () => {
    await scene.stand.bring({ ...question, message: { ...question.message!, text: 'Geheimes Wort' } })
    expect(only().subject).toContain('Geheimes Wort')
    await scene.stand.bring(
      change('message.deleted', question, { message: { id: 'facebook:777_10', attachments: [] } }),
    )
    expect(JSON.stringify(only())).not.toContain('Geheimes')
    expect(written(only())[0]).toContain('▇▇▇')
    expect(written(only())[0]).toContain(question.id)
    expect(only().status).toBe('solved')
  })

  it('blacks out what was edited before it was deleted, in every wording, and nothing else', async () => {
    const edited = (text: string, minute: number) =>
      change('message.edited', question, { minute, message: { ...question.message!, text } })
    await scene.stand.bring(question)
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    await scene.stand.bring(edited('Erste Fassung', 5))
    await scene.stand.bring(edited('Zweite Fassung', 6))
    const row = await scene.stand.bring(change('message.deleted', question, { minute: 7 }))
    expect(row.degraded).toBeUndefined()
    expect(written(only()).map((body) => body.includes('▇'))).toEqual([true, false, true, true, false])
    expect(written(only()).join()).not.toContain('Fassung')
  })

  it('does not solve what was answered', async () => {
    await scene.stand.bring(question)
    await scene.stand.bring(comment('777_30', page, '777_10'))
    await scene.stand.bring(change('message.deleted', question))
    expect(only().status).toBe('pending')
  })

  it('says so where it may not black out, or a field keeps the ticket from being solved', async () => {
    await scene.stand.bring(question)
    scene.fake.account.mayRedact = false
    scene.fake.account.requiresFieldToSolve = true
    expect(await scene.stand.bring(change('message.deleted', question))).toMatchObject({
      status: 'delivered',
      degraded: ['not_redacted', 'status_kept'],
    })
    expect(written(only())).toHaveLength(2)
    expect(only().status).toBe('new')
  })

  it('keeps what is deleted where the settings say so', async () => {
    scene.set({ ...tokenSettings(scene.fake.origin), redactDeleted: false, withdrawn: 'leave' })
    await scene.stand.bring(question)
    await scene.stand.bring(change('message.deleted', question))
    expect(written(only())[0]).toContain('comment 777_10')
    expect(only().status).toBe('new')
  })

  it('brings nothing that was never opened', async () => {
    const row = await scene.stand.bring(change('message.edited', question))
    expect(row.status).toBe('delivered')
    expect(tickets()).toEqual([])
    expect(scene.fake.requests).toEqual([])
  })
})

describe('public comments', () => {
  it('are the customer’s own words and nobody else’s', async () => {
    scene.set({ ...tokenSettings(scene.fake.origin), comments: 'public', answered: 'leave' })
    await scene.stand.bring(question)
    await scene.stand.bring(comment('777_30', page, '777_10'))
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    await scene.stand.bring(change('message.edited', question))
    const { requester_id: requester, comments } = only()
    expect(comments.map((each) => [each.public, each.author_id])).toEqual([
      [true, requester],
      [false, 1],
      [true, requester],
      [false, 1],
    ])
  })

  it('are notes where nobody can be named as their author', async () => {
    scene.set({ ...tokenSettings(scene.fake.origin), comments: 'public' })
    const refused = [/create_or_update/, { status: 422, body: '{"error":"RecordInvalid"}' }] as const
    scene.fake.faults.push([...refused], [...refused])
    await scene.stand.bring(question)
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(only().comments.map((each) => [each.public, each.author_id])).toEqual([
      [false, 1],
      [false, 1],
    ])
  })
})
