import { newComment, newComments, newMail } from '../payloads.ts'

/** What comes in, and in what portions it is handed on. */
export interface Scenario {
  readonly name: string
  readonly what: string
  readonly platform: 'facebook' | 'mime'
  readonly destinations: number
  /** Messages that a function gets at once. */
  readonly batch: 1 | 10
  /** Contacts in each webhook. */
  readonly contacts: number
  readonly webhook: () => unknown
}

const comment = {
  platform: 'facebook',
  destinations: 1,
  contacts: 1,
  webhook: () => newComment(),
} as const

/** Every contact begins a conversation of its own: the dearest that it can be. */
export const scenarios: readonly Scenario[] = [
  { ...comment, name: 'comment-1', what: 'a comment, one a batch', batch: 1 },
  { ...comment, name: 'comment-10', what: 'a comment, ten a batch', batch: 10 },
  {
    ...comment,
    name: 'ten-in-a-webhook',
    what: 'a comment, ten in a webhook',
    batch: 10,
    contacts: 10,
    webhook: () => newComments(10),
  },
  {
    ...comment,
    name: 'mail-10-kb',
    what: 'a mail of 10 kB',
    platform: 'mime',
    batch: 1,
    webhook: () => newMail(10_000),
  },
  {
    ...comment,
    name: 'mail-100-kb',
    what: 'a mail of 100 kB with two files',
    platform: 'mime',
    batch: 1,
    webhook: () => newMail(4000, [35_000, 35_000]),
  },
  {
    ...comment,
    name: 'four-destinations',
    what: 'a comment to four destinations',
    batch: 1,
    destinations: 4,
  },
]
