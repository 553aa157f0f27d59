import { describe, expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { legibleRows } from '../../support/legible-rows.ts'
import { routeStory } from '../../support/route-story.ts'

const { work: _, ...mail } = routedMail({
  conversation: { id: 'email:c1', startedBy: { id: 'anne@kunde.test', role: 'customer' }, match: 'none' },
})
const answer: ContactEvent = {
  ...mail,
  id: `evt_${'2'.repeat(32)}`,
  direction: 'outbound',
  occurredAt: '2026-11-20T10:00:00Z',
  conversation: { id: 'email:c1', subject: 'Re: Störung', match: 'header' },
  message: { id: 'email:<a1@acme.test>', text: 'Guten Tag Frau Grün', quoted: 'schwarz', attachments: [] },
  author: { role: 'company', id: 'service@acme.test' },
  recipients: [{ email: 'anne@kunde.test', name: 'Änne Grün', kind: 'to' }],
}
const mark = (erasedAt: string) =>
  [`suppression#${personKey({ id: 'anne@kunde.test' })}`, { erasedAt }] as [string, Record<string, unknown>]

describe('route', () => {
  it('writes no address into the ledger, and still says who started the conversation', async () => {
    const { route, received, rows } = routeStory({ archive: 0 })
    const later = {
      ...mail,
      id: `evt_${'3'.repeat(32)}`,
      conversation: { ...answer.conversation, id: 'email:c1' },
    }
    await route(mail, answer, { ...later, message: { ...mail.message!, id: 'email:<m9@x.test>' } })
    expect(
      JSON.stringify(legibleRows(rows).map(([key, row]) => [key, { ...Object(row), members: undefined }])),
    ).not.toMatch(/anne@|Änne/)
    expect(received().map(({ conversation }) => conversation.startedBy)).toEqual(
      [1, 2, 3].map(() => ({ id: 'anne@kunde.test', role: 'customer' })),
    )
  })

  it('sends, archives and parks what an erased person wrote, and what answers it, without words and name', async () => {
    for (const routing of [
      undefined,
      { rules: [{ when: { platform: ['twitter' as const] }, to: ['crm'] }] },
    ]) {
      const { route, received, rows, objects } = routeStory(routing && { routing })
      rows.set(...mark('2026-11-20T12:00:00.000Z'))
      await route(mail, answer)
      const kept = [...objects.values()].map((bytes) => new TextDecoder().decode(bytes))
      const all = JSON.stringify([received(), legibleRows(rows), kept])
      expect(all).not.toMatch(/Änne|Grün|schwarz|Störung/)
      expect(JSON.stringify([legibleRows(rows), kept])).not.toContain('anne@')
      expect(received().map(({ work }) => work.effect)).toEqual(routing ? [] : ['open', 'answer'])
    }
  })

  it('keeps what was written to another before the erased person joined, also where all of it comes together', async () => {
    const { routeBatch, received, rows } = routeStory()
    rows.set(...mark('2026-11-20T12:00:00.000Z'))
    const email = 'bert@kunde.test'
    const toBert = { ...answer, message: { ...answer.message!, text: 'Guten Tag' }, recipients: [{ email }] }
    const { startedBy: __, ...conversation } = mail.conversation
    const ofBert: ContactEvent = {
      ...mail,
      conversation,
      author: { role: 'customer', id: email, email },
      recipients: [{ email: 'anne@kunde.test', kind: 'cc' }],
    }
    expect(await routeBatch(toBert, ofBert)).toEqual([2])
    expect(received()[0]?.message).toMatchObject({ text: 'Guten Tag' })
    expect(JSON.stringify(received())).not.toContain('anne@')
  })

  it('forwards what the person writes afterwards, without what it quotes of before', async () => {
    const { route, received, rows } = routeStory()
    rows.set(...mark('2026-11-20T08:00:00.000Z'))
    await route(mail)
    expect(received()[0]?.message).toMatchObject({ text: 'Immer noch schwarz.' })
    expect(received()[0]?.message).not.toHaveProperty('quoted')
  })

  it('knows a platform’s repetition of an old message by when it was written, and believes no sender’s clock', async () => {
    const { route, received, rows } = routeStory()
    const at = '2026-11-20T22:00:00.000Z'
    rows.set(`suppression#${personKey({ id: '991', scope: 'facebook:4711' })}`, { erasedAt: at })
    rows.set(...mark(at))
    const receivedAt = '2026-11-20T23:00:00.000Z'
    const { work: _work, ...comment } = routedEvent({ receivedAt })
    await route(comment, { ...mail, receivedAt })
    expect(received().map(({ message }) => message?.text ?? message?.withheld)).toEqual([
      'erased',
      'Immer noch schwarz.',
    ])
  })
})
