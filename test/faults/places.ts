/** Where conversations take place, and what is peculiar to each. */
export interface Place {
  /** The platform whose webhook tells of it: `/webhooks/<door>`. */
  readonly door: Door
  readonly surface: 'comment' | 'direct_message' | 'review' | 'post' | 'email'
  /** What can happen to a message once it is written. */
  readonly changes: readonly ('edited' | 'deleted')[]
  /** Whether a message may be both edited and deleted: elsewhere nothing tells which came first. */
  readonly changesTwice: boolean
  /** Whether the company's own messages come along. */
  readonly answers: boolean
  /** Whether all that happens in a conversation is in one acceptance group; else only what names a message follows it. */
  readonly inOneGroup: boolean
  /** Whether that also holds for deletions. */
  readonly deletesInGroup: boolean
  /** Whether its texts may be larger than a queue message. */
  readonly large: boolean
  /** How many updates a post of the platform's holds at most. */
  readonly maxPost: number
}

export type Door = 'facebook' | 'twitter' | 'postmark'

const changes = ['edited', 'deleted'] as const
const facebook = {
  door: 'facebook',
  changes,
  changesTwice: true,
  answers: true,
  inOneGroup: true,
  deletesInGroup: true,
  large: true,
  maxPost: 40,
} as const
const twitter = {
  door: 'twitter',
  surface: 'post',
  changes,
  changesTwice: false,
  answers: true,
  deletesInGroup: false,
  large: false,
} as const

export const places = {
  comment: { ...facebook, surface: 'comment' },
  messenger: { ...facebook, surface: 'direct_message' },
  review: { ...facebook, surface: 'review' },
  /** The Account Activity API names no conversation: each post is a group of its own, and they meet in route. */
  x_v1: { ...twitter, inOneGroup: false, maxPost: 10 },
  x_v2: { ...twitter, inOneGroup: true, maxPost: 1 },
  /** Mails that name only the one before them, as some programs write them. */
  mail: {
    door: 'postmark',
    surface: 'email',
    changes: [],
    changesTwice: false,
    answers: false,
    inOneGroup: false,
    deletesInGroup: false,
    large: true,
    maxPost: 1,
  },
} satisfies Record<string, Place>

export type PlaceName = keyof typeof places

export const page = '4711'
export const xAccount = '700100200300400500'
export const mailbox = 'service@acme.test'

/** The customer of a conversation, as events name them. */
export function customerOf(place: PlaceName, conversation: string): { id: string; scope?: string } {
  switch (places[place].door) {
    case 'facebook':
      return { id: place === 'messenger' ? conversation : `9${conversation}`, scope: `facebook:${page}` }
    case 'twitter':
      return { id: `7${conversation}`, scope: 'twitter' }
    default:
      return { id: `kunde-${conversation}@kunde.test` }
  }
}

/** The platform's id of the n-th message of a conversation. */
export function nativeId(place: PlaceName, conversation: string, number: number): string {
  switch (place) {
    case 'comment':
      return `${conversation}_${number}`
    case 'messenger':
      return `m_${conversation}_${number}`
    case 'review':
      return number === 0 ? conversation : `${conversation}_r${number}`
    case 'mail':
      return `<${conversation}.${number}@kunde.test>`
    default:
      return `${conversation}${String(number).padStart(3, '0')}0`
  }
}

/** As events call it. */
export function messageIdOf(place: PlaceName, conversation: string, number: number): string {
  const platform = { facebook: 'facebook', twitter: 'twitter', postmark: 'email' }[places[place].door]
  return `${platform}:${nativeId(place, conversation, number)}`
}
