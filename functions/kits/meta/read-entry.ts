import * as z from 'zod'
import type { Origin } from './draft-event.ts'
import { id, time } from './fields.ts'
import { readMessaging } from './read-messaging.ts'
import type { Reading, Update } from './reading.ts'

const entryShape = z.lazy(() =>
  z.object({
    id,
    time: z.unknown().optional(),
    changes: z.array(z.unknown()).nullish(),
    changed_fields: z.array(z.unknown()).nullish(),
    messaging: z.array(z.unknown()).nullish(),
    standby: z.array(z.unknown()).nullish(),
  }),
)
type Entry = z.infer<typeof entryShape>
type List = Exclude<keyof Entry, 'id' | 'time'>
type ItemReader = (item: unknown, origin: Origin) => { name: string; reading: Reading }[]

/** What tells one platform of Meta's from another. */
export interface EntryReader {
  /** The slug of its events. */
  readonly platform: string
  /** The `object` of its bodies: `page`. */
  readonly object: string
  /** What one item of `changes` comes to. */
  readonly readChange: ItemReader
}

/** The test button sends for no account at all. */
const testAccount = '0'

const withoutValues: Reading = {
  ignored: 'only the name of the field came: subscribe with include_values',
  notice: true,
}

const readersWith = (readChange: ItemReader): readonly [List, ItemReader][] => [
  ['changes', readChange],
  ['changed_fields', () => [{ name: 'changed_fields', reading: withoutValues }]],
  ['messaging', readMessaging],
  ['standby', (item, origin) => readMessaging(item, { ...origin, standby: true })],
]

/** The updates of one account. */
export function* readEntry(
  entry: unknown,
  receivedAt: string,
  { platform, object, readChange }: EntryReader,
): Generator<Update> {
  const parsed = entryShape.safeParse(entry)
  const whole = (quarantined: string): Update => ({
    name: 'entry',
    reading: { quarantined },
    part: { object, entry: [entry] },
  })
  if (!parsed.success) {
    yield whole('its id or one of its lists is missing or unreadable')
    return
  }
  const { id: account, time: sentAt } = parsed.data
  const origin: Origin = {
    platform,
    account,
    notifiedAt: time.parse(sentAt),
    receivedAt,
    standby: false,
    test: account === testAccount,
  }
  let count = 0
  for (const [list, read] of readersWith(readChange)) {
    for (const item of parsed.data[list] ?? []) {
      count += 1
      const part = { object, entry: [{ id: account, time: sentAt, [list]: [item] }] }
      for (const update of read(item, origin)) yield { ...update, part }
    }
  }
  if (count === 0) yield whole('it holds no update of a known form')
}
