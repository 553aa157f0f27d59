import { describe, expect, it } from 'vitest'
import { contactEvent } from '../../../schemas/contact-event.ts'
import {
  change,
  comment,
  customer,
  directMessage,
  page,
  post,
  reaction,
} from '../../support/contact-events.ts'
import { effects, routeStory } from '../../support/route-story.ts'

const [anne, bert, cleo] = [customer('anne'), customer('bert'), customer('cleo')]
const thread = 'facebook:4711_777/777_10'

describe('one customer', () => {
  it('opens a ticket with the first message and reopens it with every other', async () => {
    const { route, received } = routeStory()
    await route(
      directMessage('m1', anne, { minute: 1 }),
      directMessage('m2', anne, { minute: 2 }),
      directMessage('m3', page, { minute: 3 }),
      directMessage('m4', anne, { minute: 4 }),
    )
    expect(effects(received())).toEqual(['open', 'append+', 'answer', 'append+'])
    expect(new Set(received().map(({ work }) => work.key))).toEqual(new Set(['facebook:4711/dm/anne']))
  })

  it('is not served twice: what has been routed is skipped', async () => {
    const { route, taken } = routeStory()
    const message = directMessage('m1', anne)
    await route(message, message, message)
    expect(taken()).toHaveLength(1)
  })

  it('is answered in a thread that the company began', async () => {
    const { route, received } = routeStory()
    await route(directMessage('m1', page, { minute: 1 }), directMessage('m2', anne, { minute: 2 }))
    expect(effects(received())).toEqual(['answer', 'open'])
  })
})

describe('under the company’s post', () => {
  it('is one ticket a comment and none for the post, which nobody has to answer', async () => {
    const { route, received } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
    await route(
      post('4711_777', page, { minute: 1 }),
      comment('777_10', anne, undefined, { minute: 2 }),
      comment('777_20', bert, undefined, { minute: 3 }),
      comment('777_30', page, undefined, { minute: 4 }),
    )
    expect(effects(received())).toEqual(['none', 'open', 'open', 'none'])
    expect(received().map(({ work }) => work.key)).toEqual([
      'facebook:4711_777',
      'facebook:4711_777/777_10',
      'facebook:4711_777/777_20',
      'facebook:4711_777/777_30',
    ])
  })

  it('takes those who answer another customer for company, not for work', async () => {
    const { route, received } = routeStory()
    await route(
      comment('777_10', anne, undefined, { minute: 1 }),
      comment('777_11', bert, '777_10', { minute: 2 }),
      comment('777_12', anne, '777_10', { minute: 3 }),
    )
    expect(received().map(({ direction }) => direction)).toEqual(['inbound', 'community', 'inbound'])
    expect(effects(received())).toEqual(['open', 'append', 'append+'])
    expect(received().map(({ work }) => work.key)).toEqual([thread, thread, thread])
    expect(received()[1]?.conversation.startedBy).toEqual({ id: 'anne', role: 'customer' })
  })

  it('gives each of six people who ask the company under one comment a ticket of their own', async () => {
    const { route, received } = routeStory()
    const asking = ['bert', 'cleo', 'dora', 'emil', 'fritz'].map((name, index) =>
      comment(`777_1${index + 1}`, customer(name), '777_10', { minute: index + 2, addressing: 'mention' }),
    )
    await route(comment('777_10', anne, undefined, { minute: 1 }), ...asking)
    expect(effects(received())).toEqual(Array(6).fill('open'))
    expect(received().map(({ work }) => work.key)).toEqual([
      thread,
      ...['bert', 'cleo', 'dora', 'emil', 'fritz'].map((name) => `${thread}#${name}`),
    ])
    expect(new Set(received().map(({ conversation }) => conversation.id))).toEqual(new Set([thread]))
  })

  it('puts the company’s answer into the ticket of whom it answers, and the answer’s answer too', async () => {
    const { route, received } = routeStory()
    await route(
      comment('777_10', anne, undefined, { minute: 1 }),
      comment('777_11', bert, '777_10', { minute: 2, addressing: 'mention' }),
      comment('777_12', page, '777_11', { minute: 3 }),
      comment('777_13', bert, '777_12', { minute: 4 }),
      comment('777_14', cleo, '777_12', { minute: 5 }),
    )
    expect(effects(received())).toEqual(['open', 'open', 'answer', 'append+', 'open'])
    expect(received().map(({ work }) => work.key)).toEqual([
      thread,
      `${thread}#bert`,
      `${thread}#bert`,
      `${thread}#bert`,
      `${thread}#cleo`,
    ])
  })

  it('keeps a message to the company where the parent is not known', async () => {
    const { route, received } = routeStory()
    await route(comment('777_11', bert, '777_10'))
    expect(received()[0]?.direction).toBe('inbound')
    expect(effects(received())).toEqual(['open'])
  })

  it('takes a message for one to the company that names it among others', async () => {
    const { route, received } = routeStory()
    const naming = comment('777_11', bert, '777_10', { minute: 2 })
    await route(comment('777_10', anne, undefined, { minute: 1 }), {
      ...naming,
      message: { ...naming.message!, mentions: [{ id: 'anne' }, { id: '4711' }] },
    })
    expect(received()[1]?.direction).toBe('inbound')
  })

  it('decides once who is spoken to: an edit goes the way of its message', async () => {
    const { route, received } = routeStory()
    const reply = comment('777_11', bert, '777_10', { minute: 1 })
    await route(reply, comment('777_10', anne, undefined, { minute: 2 }), change('message.edited', reply))
    expect(received().map(({ direction }) => direction)).toEqual(['inbound', 'inbound', 'inbound'])
    expect(received()[2]?.work).toMatchObject({ effect: 'append', key: received()[0]?.work.key })
  })
})

describe('a private answer to a public comment', () => {
  it('stays in the private conversation', async () => {
    const { route, received } = routeStory()
    const answer = directMessage('m1', page, { minute: 2 })
    await route(comment('777_10', anne, undefined, { minute: 1 }), {
      ...answer,
      conversation: { ...answer.conversation, parentMessageId: 'facebook:777_10' },
    })
    expect(received()[1]).toMatchObject({
      visibility: 'private',
      conversation: { id: 'facebook:4711/dm/anne' },
      work: { effect: 'answer', key: 'facebook:4711/dm/anne' },
    })
  })
})

describe('under a visitor’s post', () => {
  it('is one conversation, with the visitor’s ticket and those of who else asks', async () => {
    const { route, received } = routeStory()
    const visitors = post('4711_777', anne, { minute: 1 })
    await route(
      visitors,
      comment('777_10', page, undefined, { minute: 2 }),
      comment('777_11', anne, '777_10', { minute: 3 }),
      comment('777_12', bert, undefined, { minute: 4 }),
      comment('777_13', cleo, '777_10', { minute: 5 }),
    )
    expect(new Set(received().map(({ conversation }) => conversation.id))).toEqual(
      new Set(['facebook:4711_777']),
    )
    expect(effects(received())).toEqual(['open', 'answer', 'append+', 'append', 'open'])
    expect(received().map(({ work }) => work.key)).toEqual([
      'facebook:4711_777',
      'facebook:4711_777',
      'facebook:4711_777',
      'facebook:4711_777',
      'facebook:4711_777#cleo',
    ])
    expect(received()[4]?.conversation.startedBy).toEqual({ id: 'anne', role: 'customer' })
  })
})

describe('an edit', () => {
  it('that comes first brings the text, and its message then comes without', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(change('message.edited', message, { minute: 2 }), message)
    expect(effects(received())).toEqual(['append', 'open'])
    expect(received()[0]?.message?.text).toBe('facebook:777_10 edited')
    expect(received()[1]?.message).toEqual({ id: 'facebook:777_10', attachments: [], withheld: 'edited' })
    expect(received()[1]?.conversation.late).toBe(true)
  })

  it('that comes later is appended and reopens nothing', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(message, change('message.edited', message, { minute: 2 }), change('message.hidden', message))
    expect(effects(received())).toEqual(['open', 'append', 'append'])
    expect(received()[1]?.message?.text).toBe('facebook:777_10 edited')
  })

  it('takes no words from the copy that another subscribed account got of the message', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(message, change('message.edited', message), { ...message, id: `evt_${'0'.repeat(32)}` })
    expect(received()[2]?.message).toEqual(message.message)
  })

  it('of a message that is gone carries no words', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(message, change('message.deleted', message, { minute: 3 }), change('message.edited', message))
    expect(received()[2]?.message).toMatchObject({ withheld: 'deleted' })
    expect(received()[2]?.message).not.toHaveProperty('text')
  })

  it('before an automated message does not make work of it', async () => {
    const { route, received } = routeStory()
    const message = directMessage('m1', anne, { minute: 1 })
    const automated = { ...message, message: { ...message.message!, automated: 'app' as const } }
    await route(change('message.edited', automated, { minute: 2 }), automated)
    expect(effects(received())).toEqual(['append', 'append'])
  })
})

describe('a deletion', () => {
  it('takes the work back where nobody has answered', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(message, change('message.deleted', message))
    expect(effects(received())).toEqual(['open', 'withdraw'])
  })

  it('is only told where the company has answered', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(message, comment('777_11', page, '777_10', { minute: 2 }), change('message.deleted', message))
    expect(effects(received())).toEqual(['open', 'answer', 'append'])
  })

  it('takes the work back with the last message that stands, and a new one brings it again', async () => {
    const { route, received } = routeStory()
    const [first, second] = [
      directMessage('m1', anne, { minute: 1 }),
      directMessage('m2', anne, { minute: 2 }),
    ]
    await route(
      first,
      second,
      change('message.deleted', first, { minute: 3 }),
      change('message.deleted', second, { minute: 4 }),
      directMessage('m3', anne, { minute: 5 }),
    )
    expect(effects(received())).toEqual(['open', 'append+', 'append', 'withdraw', 'append+'])
  })

  it('takes nothing back where more messages stood in the ticket than are counted', async () => {
    const { route, received, rows } = routeStory()
    const messages = Array.from({ length: 103 }, (_, n) => directMessage(`m${n}`, anne, { minute: n }))
    await route(...messages, ...messages.slice(0, 102).map((each) => change('message.deleted', each)))
    expect(effects(received()).slice(103)).toEqual(Array(102).fill('append'))
    expect(
      JSON.stringify(Array.from(Object(rows.get('work#facebook:4711/dm/anne')).liveMessages ?? [])),
    ).toBe('[]')
  })

  it('before its message leaves a tombstone: the message comes without its words and opens nothing', async () => {
    const { route, received } = routeStory()
    const message = comment('777_10', anne, undefined, { minute: 1 })
    await route(change('message.deleted', message), message)
    expect(effects(received())).toEqual(['append', 'append'])
    expect(received()[1]?.message).toEqual({ id: 'facebook:777_10', attachments: [], withheld: 'deleted' })
    expect(JSON.stringify(received()[1])).not.toContain('comment 777_10')
  })

  it('of what another customer or the company wrote takes nothing back', async () => {
    const { route, received } = routeStory()
    const help = comment('777_11', bert, '777_10', { minute: 2 })
    const answer = comment('777_12', page, '777_10', { minute: 3 })
    await route(
      comment('777_10', anne, undefined, { minute: 1 }),
      help,
      change('message.deleted', help, { minute: 4 }),
      answer,
      change('message.deleted', answer, { minute: 5 }),
    )
    expect(effects(received())).toEqual(['open', 'append', 'append', 'answer', 'append'])
  })

  it('of a message that nobody knows takes nobody’s work back', async () => {
    const { route, received } = routeStory()
    const unknown = comment('777_11', anne, '777_10', { minute: 2 })
    await route(comment('777_10', anne, undefined, { minute: 1 }), change('message.deleted', unknown))
    expect(effects(received())).toEqual(['open', 'append'])
  })
})

describe('the order of things', () => {
  it('is told: what is older than what its conversation has seen is late', async () => {
    const { route, received } = routeStory()
    await route(
      directMessage('m1', anne, { minute: 1 }),
      directMessage('m3', anne, { minute: 3 }),
      directMessage('m2', anne, { minute: 2 }),
      directMessage('m4', anne, { minute: 3 }),
    )
    expect(received().map(({ conversation }) => conversation.late)).toEqual([
      undefined,
      undefined,
      true,
      undefined,
    ])
  })

  it('is not upset by a mail from the future', async () => {
    const { route, received } = routeStory()
    const wrong = directMessage('m1', anne, {
      minute: 1,
      occurredAt: '2099-01-01T00:00:00Z',
      occurredAtSource: 'sender',
    })
    await route(wrong, directMessage('m2', anne, { minute: 2 }))
    expect(received()[1]?.conversation).not.toHaveProperty('late')
  })
})

describe('what is not work', () => {
  it.each([
    ['a copy for an app that does not own the thread', { standby: true }],
    [
      'an automated mail',
      { message: { id: 'facebook:m1', attachments: [], automated: 'auto_reply' as const } },
    ],
  ])('%s is appended and opens nothing, and the next message opens', async (_, told) => {
    const { route, received } = routeStory()
    await route(directMessage('m1', anne, { minute: 1, ...told }), directMessage('m2', anne, { minute: 2 }))
    expect(effects(received())).toEqual(['append', 'open'])
  })

  it('goes where its message went, and only to those who ask for it', async () => {
    const { route, received } = routeStory({
      destinations: [{ name: 'crm' }, { name: 'archive' }],
      routing: { match: 'all', rules: [{ to: ['archive'], forward: 'all' }, { to: ['crm'] }] },
    })
    const visitors = post('4711_777', anne, { minute: 1 })
    const reply = comment('777_10', anne, undefined, { minute: 2 })
    await route(visitors, reply, reaction(reply, bert))
    expect(effects(received('archive'))).toEqual(['open', 'append+', 'none'])
    expect(received('archive')[2]?.conversation.id).toBe('facebook:4711_777')
    expect(effects(received('crm'))).toEqual(['open', 'append+'])
  })

  it('is an event of the person or of the thread', async () => {
    const { route, received } = routeStory({ routing: { rules: [{ to: ['crm'], forward: 'all' }] } })
    const kinds = [
      'conversation.started',
      'contact.identity_changed',
      'contact.consent_changed',
      'contact.erasure_requested',
      'conversation.owner_changed',
      'receipt.read',
    ] as const
    for (const kind of kinds) {
      const { message: _, ...event } = change(kind, directMessage('m1', anne))
      await route(event)
    }
    expect(effects(received())).toEqual(['append', 'append', 'append', 'append', 'none', 'none'])
  })
})

describe('every routed event', () => {
  it('is valid and keeps the fields that a newer ingest added', async () => {
    const { route, received } = routeStory()
    await route({ ...directMessage('m1', anne), mood: 'angry' } as ReturnType<typeof directMessage>)
    expect(contactEvent.parse(received()[0]).work?.effect).toBe('open')
    expect(received()[0]).toHaveProperty('mood', 'angry')
  })

  it('travels in the group of its conversation, under its own id', async () => {
    const { route, taken } = routeStory()
    const reply = comment('777_11', bert, '777_10', { minute: 2 })
    await route(comment('777_10', anne, undefined, { minute: 1 }), reply)
    expect(taken()[0]?.group).toBe(taken()[1]?.group)
    expect(taken()[1]).toMatchObject({ id: reply.id, deduplicationId: reply.id })
  })

  it('goes through the store where it is large, once for each destination', async () => {
    const { route, objects, taken } = routeStory({ destinations: [{ name: 'crm' }, { name: 'acd' }] })
    const event = directMessage('m1', anne)
    await route({ ...event, message: { ...event.message!, text: 'x'.repeat(250_000) } })
    const [crm, acd] = [...objects.keys()]
    expect(crm).toMatch(new RegExp(`^bodies/crm/${event.id}-[0-9a-f]{32}\\.json$`))
    expect(acd).toBe(crm?.replace('/crm/', '/acd/'))
    expect(JSON.parse(taken('acd')[0]?.body ?? '')).toMatchObject({ body: acd })
  })
})

describe('where a destination’s queue', () => {
  it('does not take an event, route fails and tries again, and the other destination is served', async () => {
    let away = true
    const { route, taken, rows } = routeStory({
      destinations: [{ name: 'crm' }, { name: 'acd' }],
      fault: (name) => (away && name === 'acd' ? 'queue' : undefined),
    })
    const event = directMessage('m1', anne)
    await expect(route(event)).rejects.toMatchObject({ code: 'queue_unavailable' })
    expect(rows.has(`processed#${event.id}`)).toBe(false)
    away = false
    await route(event)
    expect(taken('acd')).toHaveLength(1)
    // SQS swallows it within five minutes, and deliver’s ledger after that.
    expect(taken('crm')[0]).toEqual(taken('crm')[1])
  })

  it('will never take it, it is parked for that destination', async () => {
    const { route, parked } = routeStory({ fault: () => 'sender' })
    await route(directMessage('m1', anne))
    expect(parked()).toMatchObject([{ destination: 'crm', code: 'refused_by_queue' }])
  })
})

describe('a replay', () => {
  it('is routed anew, by the rules that were corrected, and once', async () => {
    const { route, replay, parked, received } = routeStory({
      destinations: [{ name: 'board', holds: 'public' }, { name: 'crm' }],
      routing: { rules: [{ to: ['board'] }] },
    })
    const event = directMessage('m1', anne)
    await route(event)
    expect(parked()).toHaveLength(1)
    for (const generation of [0, 1, 1, 0]) await replay(event, generation, { rules: [{ to: ['crm'] }] })
    expect(effects(received('crm'))).toEqual(['open'])
  })
})

describe('telemetry', () => {
  it('says nothing of the customer', async () => {
    const { route, lines } = routeStory({
      destinations: [{ name: 'crm', holds: 'public' }],
      routing: { rules: [{ to: ['crm'] }] },
    })
    await route(directMessage('m1', anne))
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toMatch(/anne|Name of|message m1/)
  })

  it('has a line for each event, alone or of many together, that says what became of it', async () => {
    let ms = Date.parse('2026-11-20T12:00:00Z')
    const story = routeStory({
      routing: { rules: [{ when: { kind: ['message.deleted'] }, to: 'ignore' }, { to: ['crm'] }] },
      now: () => new Date(ms++),
    })
    const [first, second, third] = ['m1', 'm2', 'm3'].map((id) => directMessage(id, anne))
    await story.route(first!)
    await story.routeBatch(first!, second!, third!)
    await story.routeBatch(second!, third!)
    const codes = story.stepLines.map(({ event, code }) => `${event} ${code}`).sort()
    expect(codes).toEqual(
      [
        `${first!.id} routed`,
        `${first!.id} known`,
        ...[second!, third!].flatMap(({ id }) => [`${id} routed`, `${id} known`]),
      ].sort(),
    )
    for (const line of story.stepLines) {
      expect(line.ms).toBeGreaterThan(0)
      expect(line.conversation).toMatch(/^[0-9a-f]{16}$/)
      expect(JSON.stringify(line)).not.toContain('anne')
    }
    expect(new Set(story.stepLines.map(({ conversation }) => conversation)).size).toBe(1)
  })

  it('says of an event that nobody gets whether a rule wants it so', async () => {
    const asked = routeStory({ routing: { rules: [{ to: 'ignore' }] } })
    await asked.route(directMessage('m1', anne))
    const missing = routeStory({
      destinations: [{ name: 'crm', holds: 'public' }],
      routing: { rules: [{ to: ['crm'] }] },
    })
    await missing.route(directMessage('m1', anne))
    expect([asked, missing].map(({ stepLines }) => stepLines.map(({ code }) => code))).toEqual([
      ['not_asked_for'],
      ['unmatched'],
    ])
  })
})

describe('a change of a message', () => {
  it('goes to whoever has the message, though no rule would know it again', async () => {
    const routing = {
      rules: [{ when: { addressing: ['mention' as const] }, to: ['pr'] }, { to: ['crm'] }],
    }
    const { route, received } = routeStory({ routing, destinations: [{ name: 'crm' }, { name: 'pr' }] })
    const mention = post('4711_777', anne, { minute: 1, addressing: 'mention' })
    const bare = { ...change('message.deleted', mention, { minute: 2 }), addressing: 'about' as const }
    await route(mention, bare)
    expect(received('pr').map(({ kind }) => kind)).toEqual(['message.created', 'message.deleted'])
  })
})
