import { conversationsOf, type Shares } from './conversations.ts'
import type { Dice } from './dice.ts'
import { type PlaceName, places } from './places.ts'
import type { Malice, Update } from './update.ts'

export interface TrafficOptions extends Shares {
  /** Begins the name of each conversation. */
  readonly series: string
  readonly events: number
  /** Whether one message each kills route and deliver when it is read. @default false */
  readonly fatal?: boolean
}

/** Posts that follow one another, each after the 200 of the one before; lanes know nothing of each other. */
export type Lane = readonly (readonly Update[])[]

/** What is told of in each lane. */
const laneKinds: readonly (readonly PlaceName[])[] = [
  ...Array.from({ length: 8 }, () => ['comment', 'messenger', 'messenger', 'review'] as const),
  ['x_v1'],
  ['x_v1'],
  ['x_v2'],
  ['mail'],
  ['mail'],
]
const openConversations = 8

/** Conversations that grow side by side, cut into posts as the platforms batch them. */
export function planTraffic(options: TrafficOptions, dice: Dice): Lane[] {
  const { series, events, fatal = false } = options
  const fatalAt = new Map<number, Malice>(
    fatal
      ? [
          [Math.floor(events / 3), 'route'],
          [Math.floor(events / 2), 'deliver'],
        ]
      : [],
  )
  let made = 0
  return laneKinds
    .map((kinds, lane) => {
      const count = laneKinds.length
      const share = Math.floor((events * (lane + 1)) / count) - Math.floor((events * lane) / count)
      const next = conversationsOf(
        { ...options, prefix: `${series}${10 + lane}`, kinds },
        openConversations,
        dice,
      )
      const updates = Array.from({ length: share }, () => next(made, fatalAt.get(made++)))
      return inPosts(updates, dice)
    })
    .filter((lane) => lane.length > 0)
}

function inPosts(updates: readonly Update[], dice: Dice): Update[][] {
  const posts: Update[][] = []
  for (const update of updates) {
    const last = posts.at(-1)
    if (last && last.length < limitOf(last, dice) && goesWith(update, last)) last.push(update)
    else posts.push([update])
  }
  return posts
}

/** A post is full at random, and at the latest where the platform says so. */
function limitOf([first]: readonly Update[], dice: Dice): number {
  return first ? dice.between(1, places[first.place].maxPost) : 1
}

/** A body of the Account Activity API tells of posts or of deletions. */
function goesWith(update: Update, [first]: readonly Update[]): boolean {
  const isDeletion = ({ kind }: Update) => kind === 'message.deleted'
  return first !== undefined && (first.place !== 'x_v1' || isDeletion(first) === isDeletion(update))
}
