import { describe, expect, it } from 'vitest'
import { conversationId } from '../../../functions/kits/mail/thread/thread.ts'
import type { ContactEvent } from '../../../schemas/contact-event.ts'
import { directMessage, page, type Told } from '../../support/contact-events.ts'
import { effects, routeStory } from '../../support/route-story.ts'

const service = 'service@acme.test'
let minute = 0

/** A mail as the mapping hands it over: its conversation is that of its root and the other side's address. */
function mail(
  id: string,
  from: string,
  to: string[],
  about: { root?: string; parent?: string } = {},
  told: Told = {},
) {
  minute += 1
  const root = `email:<${about.root ?? id}>`
  const inbound = from !== service
  const event = directMessage(id, page, { minute })
  return {
    ...event,
    platform: 'email',
    surface: 'email',
    account: { id: service },
    direction: inbound ? 'inbound' : 'outbound',
    author: { role: inbound ? 'customer' : 'company', id: from, email: from },
    recipients: to.map((email) => ({ email })),
    conversation: {
      id: conversationId(root, inbound ? from : to[0]),
      rootMessageId: root,
      ...(about.parent !== undefined && { parentMessageId: `email:<${about.parent}>` }),
      match: about.root === undefined ? 'none' : 'header',
    },
    message: { id: `email:<${id}>`, text: id, attachments: [] },
    ...told,
  } satisfies ContactEvent as ContactEvent
}

const [anne, bert, cleo] = ['anne@kunde.test', 'bert@kunde.test', 'cleo@kunde.test']

async function conversations(...mails: ContactEvent[]) {
  const { route, received } = routeStory()
  await route(...mails)
  return received().map(({ conversation }) => conversation.id)
}

describe('a mail thread', () => {
  it('is one conversation, whoever of the two writes', async () => {
    const ids = await conversations(
      mail('m1', anne, [service]),
      mail('m2', service, [anne], { root: 'm1', parent: 'm1' }),
      mail('m3', anne, [service], { root: 'm1', parent: 'm2' }),
    )
    expect(new Set(ids).size).toBe(1)
  })

  it('holds together where the references were cut off', async () => {
    const ids = await conversations(
      mail('m1', anne, [service]),
      mail('m2', anne, [service], { root: 'm1', parent: 'm1' }),
      mail('m3', anne, [service], { root: 'm2', parent: 'm2' }),
    )
    expect(ids[2]).toBe(ids[0])
  })

  it('takes in whoever was written to', async () => {
    const ids = await conversations(
      mail('m1', anne, [service, bert]),
      mail('m2', bert, [service, anne], { root: 'm1', parent: 'm1' }),
    )
    expect(new Set(ids).size).toBe(1)
  })

  it('does not take in a stranger who names one of its mails', async () => {
    const ids = await conversations(
      mail('m1', anne, [service]),
      mail('m2', cleo, [service], { root: 'm1', parent: 'm1' }),
    )
    expect(new Set(ids).size).toBe(2)
  })

  it('is reopened by a reply and answered by the company', async () => {
    const { route, received } = routeStory()
    await route(
      mail('m1', anne, [service]),
      mail('m2', service, [anne], { root: 'm1', parent: 'm1' }),
      mail('m3', anne, [service], { root: 'm1', parent: 'm2' }),
    )
    expect(effects(received())).toEqual(['open', 'answer', 'append+'])
  })
})

describe('a newsletter', () => {
  const newsletter = (to: string[], told: Told = {}) => mail('n1', service, to, {}, told)
  const replies = [anne, bert].map((from) => mail(`r-${from}`, from, [service], { root: 'n1', parent: 'n1' }))

  it('is a conversation of each who answers, by its own word', async () => {
    const list = { message: { id: 'email:<n1>', text: 'Neu!', attachments: [], automated: 'list' as const } }
    const ids = await conversations(newsletter([anne, bert], list), ...replies)
    expect(new Set(ids.slice(1)).size).toBe(2)
  })

  it('is a conversation of each who answers, by the number of its readers', async () => {
    const readers = Array.from({ length: 30 }, (_, index) => `reader-${index}@kunde.test`)
    const ids = await conversations(newsletter([anne, bert, ...readers]), ...replies)
    expect(new Set(ids.slice(1)).size).toBe(2)
  })

  it('is a conversation of each who answers where it was never seen', async () => {
    expect(new Set(await conversations(...replies)).size).toBe(2)
  })

  it('goes on with each of them alone', async () => {
    const again = mail('r3', anne, [service], { root: 'n1', parent: `r-${anne}` })
    const ids = await conversations(...replies, again)
    expect(ids[2]).toBe(ids[0])
  })
})

it('keeps no address in the ledger’s list of people', async () => {
  const { route, rows } = routeStory()
  await route(mail('m1', anne, [service, bert]))
  const people = [...rows].flatMap(([, row]) => (row['members'] instanceof Set ? [...row['members']] : []))
  expect(people).toHaveLength(2)
  expect(JSON.stringify(people)).not.toContain('kunde')
})
