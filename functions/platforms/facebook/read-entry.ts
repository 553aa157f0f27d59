import * as z from 'zod'
import type { Origin } from './draft-event.ts'
import { id, time } from './fields.ts'
import { readChange } from './read-change.ts'
import { readMessaging } from './read-messaging.ts'
import type { Reading, Update } from './reading.ts'

const entryShape = z.object({
  id,
  time: z.unknown().optional(),
  changes: z.array(z.unknown()).nullish(),
  changed_fields: z.array(z.unknown()).nullish(),
  messaging: z.array(z.unknown()).nullish(),
  standby: z.array(z.unknown()).nullish(),
})
type Entry = z.infer<typeof entryShape>
type List = Exclude<keyof Entry, 'id' | 'time'>
type Reader = (item: unknown, origin: Origin) => { name: string; reading: Reading }[]

/** The test button sends for no page at all. */
const testPage = '0'

const withoutValues: Reading = {
  ignored: 'only the name of the field came: subscribe with include_values',
  notice: true,
}

const readers: readonly [List, Reader][] = [
  ['changes', readChange],
  ['changed_fields', () => [{ name: 'changed_fields', reading: withoutValues }]],
  ['messaging', readMessaging],
  ['standby', (item, origin) => readMessaging(item, { ...origin, standby: true })],
]

/** The updates of one page. */
export function* readEntry(entry: unknown, receivedAt: string): Generator<Update> {
  const parsed = entryShape.safeParse(entry)
  const whole = (quarantined: string): Update => ({
    name: 'entry',
    reading: { quarantined },
    part: { object: 'page', entry: [entry] },
  })
  if (!parsed.success) {
    yield whole('its id or one of its lists is missing or unreadable')
    return
  }
  const { id: page, time: sentAt } = parsed.data
  const origin = { page, notifiedAt: time.parse(sentAt), receivedAt, standby: false, test: page === testPage }
  let count = 0
  for (const [list, read] of readers) {
    for (const item of parsed.data[list] ?? []) {
      count += 1
      const part = { object: 'page', entry: [{ id: page, time: sentAt, [list]: [item] }] }
      for (const update of read(item, origin)) yield { ...update, part }
    }
  }
  if (count === 0) yield whole('it holds no update of a known form')
}
