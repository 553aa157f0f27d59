import { describe, expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import { assignAttachments } from '../../../functions/ingest/assign-attachments.ts'
import { routedMail } from '../../contracts/routed-event.ts'

const key = 'attachments/2026/11/20/foto'
const rest = { ignored: [], quarantined: [] }
const object = { key, bytes: new Uint8Array([1]), type: 'image/jpeg' }
const keysOf = (event: ReturnType<typeof routedMail>) => {
  const { events, objects } = assignAttachments({ events: [event], objects: [object], ...rest })
  return [...events.flatMap((each) => each.message?.attachments ?? []), ...objects].map((each) => each.key)
}
const under = (id: string) => `attachments/${personKey({ id })}/2026/11/20/foto`

describe('the files of a mail', () => {
  it('lie under the key of who sent it, or whom the company wrote to', () => {
    const by = under('anne@kunde.test')
    expect(keysOf(routedMail())).toEqual([by, by])
    const to = under('bert@kunde.test')
    const author = { role: 'company' as const, id: 'service@acme.test' }
    const recipients = [{ email: 'service@acme.test' }, { email: 'bert@kunde.test' }]
    expect(keysOf(routedMail({ direction: 'outbound', author, recipients }))).toEqual([to, to])
  })

  it('are one for each sender of the same file', () => {
    const other = routedMail({ author: { role: 'customer', id: 'bert@kunde.test' } })
    const { objects } = assignAttachments({ events: [routedMail(), other], objects: [object], ...rest })
    expect(objects.map((each) => each.key)).toEqual([under('anne@kunde.test'), under('bert@kunde.test')])
  })
})
