import { conversationId } from '../../functions/kits/mail/thread/thread.ts'
import type { ContactEvent } from '../../schemas/contact-event.ts'
import type { Dice } from '../faults/dice.ts'
import { change, comment, customer, directMessage, page, post, reaction } from './contact-events.ts'
import { company, deletedPost, postV1, postV2, type XPost } from './x-posts.ts'

/** What happens, one after the other; each event comes after everything that it names. */
export type Story = readonly ContactEvent[]

export const tellers = { 'x-v1': xV1, 'x-v2': xV2, facebook, mail } satisfies Record<
  string,
  (dice: Dice, length: number) => Story
>

const start = Date.UTC(2026, 10, 20, 8)
const oneOf = <Value>(dice: Dice, values: readonly Value[]): Value => {
  const value = values[dice.between(0, values.length - 1)]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}

function xV1(dice: Dice, length: number): Story {
  return xStory(dice, length, postV1)
}

function xV2(dice: Dice, length: number): Story {
  return xStory(dice, length, postV2)
}

function xStory(dice: Dice, length: number, tell: (post: XPost) => ContactEvent): Story {
  const posts: XPost[] = []
  const versions = new Map<string, XPost[]>()
  const gone = new Set<string>()
  const story: ContactEvent[] = []
  const base = dice.between(1, 9) * 100_000
  for (let n = 0; n < length; n++) {
    const at = start + n * 60_000
    const id = String(base + n)
    const standing = posts.filter((each) => !gone.has(each.firstId))
    const roll = dice.roll()
    if (posts.length > 1 && standing.length > 0 && roll < 0.25) {
      const deleted = oneOf(dice, standing)
      gone.add(deleted.firstId)
      story.push(deletedPost(oneOf(dice, versions.get(deleted.firstId) ?? [deleted]), at))
    } else if (standing.length > 0 && roll < 0.35) {
      const edited = { ...oneOf(dice, standing), id, text: `@acme edited ${id}`, at }
      versions.get(edited.firstId)?.push(edited)
      story.push(tell(edited))
    } else {
      const above = posts.length > 0 ? oneOf(dice, dice.chance(0.5) ? posts.slice(-1) : posts) : undefined
      const author = oneOf(dice, above ? ['1', '1', '2', company] : ['1', '1', company])
      const written: XPost = { id, firstId: id, author, above, text: `@acme post ${id}`, at }
      posts.push(written)
      versions.set(id, [written])
      story.push(tell(written))
    }
  }
  return story
}

const [anne, bert] = [customer('anne'), customer('bert')]

function facebook(dice: Dice, length: number): Story {
  const said: ContactEvent[] = []
  const gone = new Set<string>()
  const story: ContactEvent[] = [post('4711_777', oneOf(dice, [anne, page]), { minute: 0 })]
  for (let minute = 1; minute < length; minute++) {
    const by = oneOf(dice, [anne, anne, bert, page])
    const standing = said.filter(({ id }) => !gone.has(id))
    const roll = dice.roll()
    if (standing.length > 0 && roll < 0.3) {
      const deleted = oneOf(dice, standing)
      gone.add(deleted.id)
      story.push(change('message.deleted', deleted, { minute }))
    } else if (standing.length > 0 && roll < 0.4) {
      story.push(change('message.edited', oneOf(dice, standing), { minute }))
    } else if (standing.length > 0 && roll < 0.45) {
      story.push(reaction(oneOf(dice, standing), by, { minute }))
    } else {
      const comments = said.filter(({ surface }) => surface === 'comment')
      const under = comments.length > 0 && dice.chance(0.6) ? nativeId(oneOf(dice, comments)) : undefined
      const written = dice.chance(0.3)
        ? directMessage(`m_${minute}`, by, { minute })
        : comment(`777_${minute}`, by, under, { minute, addressing: oneOf(dice, ['direct', 'mention']) })
      said.push(written)
      story.push(written)
    }
  }
  return story
}

const nativeId = ({ message }: ContactEvent) => message?.id.replace('facebook:', '')

interface Letter {
  readonly event: ContactEvent
  readonly root: string
  readonly others: readonly string[]
}

const service = 'service@acme.test'

/** Two customers and the company write to each other; some programs name only the mail that is answered. */
function mail(dice: Dice, length: number): Story {
  const letters: Letter[] = []
  for (let minute = 0; minute < length; minute++) {
    const above = letters.length > 0 && dice.chance(0.9) ? oneOf(dice, letters) : undefined
    const from = oneOf(dice, above ? [...above.others, service] : ['anne@kunde.test', 'bert@kunde.test'])
    const to = from === service ? (above?.others ?? []) : [service]
    const copied = from !== service && dice.chance(0.3) ? ['cleo@kunde.test'] : []
    const id = `<m${minute}@kunde.test>`
    const parent = above?.event.message?.id
    const root = above ? (dice.chance(0.5) ? above.root : (parent ?? '')) : `email:${id}`
    const counterpart = from === service ? to[0] : from
    const draft = directMessage(`mail ${minute}`, from === service ? page : customer(from), { minute })
    const event: ContactEvent = {
      ...draft,
      platform: 'email',
      surface: 'email',
      account: { id: service },
      author: { role: from === service ? 'company' : 'customer', id: from, email: from },
      recipients: [...to, ...copied].map((email) => ({ email })),
      conversation: {
        id: conversationId(root, counterpart),
        rootMessageId: root,
        ...(parent !== undefined && { parentMessageId: parent }),
        match: above ? 'header' : 'none',
      },
      message: { id: `email:${id}`, text: `mail ${minute}`, attachments: [] },
    }
    const people = [from, ...to, ...copied, ...(above?.others ?? [])].filter((each) => each !== service)
    letters.push({ event, root, others: [...new Set(people)] })
  }
  return letters.map(({ event }) => event)
}
