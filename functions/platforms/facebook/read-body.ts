import * as z from 'zod'
import { readEntry } from './read-entry.ts'
import type { Reading, Update } from './reading.ts'

const envelope = z.object({ object: z.string(), entry: z.array(z.unknown()).min(1) })

const otherObjects: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['user', { ignored: 'it concerns the profile of a person, not a contact' }],
  ['permissions', { ignored: 'somebody granted or withdrew permissions of the app', notice: true }],
  ['instagram', { quarantined: 'Instagram is not supported yet' }],
  ['whatsapp_business_account', { quarantined: 'WhatsApp is not supported yet' }],
])

/** All that a body tells, in its order; one post may hold a thousand updates, of several pages. */
export function* readBody(body: unknown, receivedAt: string): Generator<Update> {
  const parsed = envelope.safeParse(body)
  if (!parsed.success) {
    yield { name: 'body', reading: { quarantined: 'it has no object or no entries' }, part: body }
    return
  }
  const { object, entry } = parsed.data
  for (const each of entry) {
    if (object === 'page') {
      yield* readEntry(each, receivedAt)
      continue
    }
    const reading = otherObjects.get(object) ?? { quarantined: 'this object is not known' }
    yield { name: otherObjects.has(object) ? object : 'object', reading, part: { object, entry: [each] } }
  }
}
