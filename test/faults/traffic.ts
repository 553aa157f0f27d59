import type { Dice } from './dice.ts'

/** Who cannot live with an update: the receiver rejects it, or the function dies of it. */
export type Malice = 'rejected' | 'route' | 'deliver'

/** One update of Meta's: a message of some conversation. */
export interface Update {
  /** As it arrives in `message.id`. */
  readonly messageId: string
  readonly conversation: string
  /** Its place within the conversation, in the order in which it is sent. */
  readonly index: number
  readonly surface: 'direct_message' | 'comment'
  readonly text: string
  readonly malice?: Malice
}

export interface TrafficOptions {
  /** Begins the name of each conversation. */
  readonly series: string
  readonly events: number
  /** The share of events whose text is too large for a queue. @default 0 */
  readonly large?: number
  /** The share of events that the receiver rejects for good. @default 0 */
  readonly rejected?: number
  /** Whether one message each kills route and deliver when it is read. @default false */
  readonly fatal?: boolean
}

/** Posts that follow one another, each after the 200 of the one before; lanes know nothing of each other. */
export type Lane = readonly (readonly Update[])[]

/** What a function dies of when it reads it, see `entries/fatal-handler.ts`. */
export const fatalText = { ingest: 'kills ingest', route: 'kills route', deliver: 'kills deliver' }

const lanes = 12
const openConversations = 8
const largestPost = 40
/** More than a queue message takes, in bytes. */
const largeText = 210_000

/** Conversations that grow side by side, cut into posts as Meta batches them. */
export function planTraffic(
  { series, events, large = 0, rejected = 0, fatal = false }: TrafficOptions,
  dice: Dice,
): Lane[] {
  const fatalAt = new Map<number, Malice>(
    fatal
      ? [
          [Math.floor(events / 3), 'route'],
          [Math.floor(events / 2), 'deliver'],
        ]
      : [],
  )
  let made = 0
  const maliceOf = (): Malice | undefined =>
    fatalAt.get(made) ?? (dice.chance(rejected) ? 'rejected' : undefined)

  function nextUpdate(conversation: OpenConversation): Update {
    const malice = maliceOf()
    const text =
      malice === undefined || malice === 'rejected'
        ? `Nachricht ${made} 🚚`.padEnd(dice.chance(large) ? largeText : 0, '.')
        : fatalText[malice]
    made += 1
    const { name, surface } = conversation
    const index = conversation.length++
    const native = surface === 'comment' ? `${name}_${index}` : `m_${name}_${index}`
    return {
      messageId: `facebook:${native}`,
      conversation: name,
      index,
      surface,
      text,
      ...(malice && { malice }),
    }
  }

  return Array.from({ length: lanes }, (_, lane) => {
    const share = Math.floor((events * (lane + 1)) / lanes) - Math.floor((events * lane) / lanes)
    const conversations = conversationsOf(series, lane, dice)
    const updates = Array.from({ length: share }, () => nextUpdate(conversations()))
    return inPosts(updates, dice)
  }).filter((lane) => lane.length > 0)
}

interface OpenConversation {
  readonly name: string
  readonly surface: Update['surface']
  readonly lasts: number
  length: number
}

/** Some conversations at a time; one that has ended makes room for the next. */
function conversationsOf(series: string, lane: number, dice: Dice): () => OpenConversation {
  let begun = 0
  const begin = (): OpenConversation => ({
    name: `${series}${10 + lane}${10_000 + begun++}`,
    surface: dice.chance(0.7) ? 'direct_message' : 'comment',
    lasts: dice.between(3, 16),
    length: 0,
  })
  const open = Array.from({ length: openConversations }, begin)
  return () => {
    const place = dice.between(0, openConversations - 1)
    let conversation = open[place] ?? begin()
    if (conversation.length >= conversation.lasts) conversation = begin()
    open[place] = conversation
    return conversation
  }
}

function inPosts(updates: readonly Update[], dice: Dice): Update[][] {
  const posts: Update[][] = []
  for (let at = 0; at < updates.length; ) {
    const size = dice.between(1, largestPost)
    posts.push(updates.slice(at, at + size))
    at += size
  }
  return posts
}
