import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../functions/core/ids.ts'
import { personKey } from '../../../functions/core/person-key.ts'
import { assignAttachments } from '../../../functions/ingest/assign-attachments.ts'
import { storeFile } from '../../../functions/kits/mail/files/store-file.ts'
import { routedMail } from '../../contracts/routed-event.ts'

const rest = { ignored: [], quarantined: [] }
const file = storeFile({ name: 'foto.jpg', type: 'image/jpeg', bytes: new Uint8Array([1]) })
const mail = (changes: Parameters<typeof routedMail>[0] = {}, key = file.object.key) => {
  const event = routedMail(changes)
  const { message } = event
  if (!message) throw new Error('a mail has a message')
  return { ...event, message: { ...message, attachments: [{ ...file.attachment, key }] } }
}
const keysOf = (event: ReturnType<typeof mail>, object = file.object) => {
  const { events, objects } = assignAttachments({ events: [event], objects: [object], ...rest }, false)
  return [...events.flatMap((each) => each.message?.attachments ?? []), ...objects].map((each) => each.key)
}
const under = (id: string, visibility = 'private') =>
  `attachments/${personKey({ id })}/${visibility}/${file.attachment.sha256}/foto.jpg`

describe('the files of a mail', () => {
  it('lie under the key of who sent it, or whom the company wrote to', () => {
    const by = under('anne@kunde.test')
    expect(keysOf(mail())).toEqual([by, by])
    const to = under('bert@kunde.test')
    const author = { role: 'company' as const, id: 'service@acme.test' }
    const recipients = [{ email: 'service@acme.test' }, { email: 'bert@kunde.test' }]
    expect(keysOf(mail({ direction: 'outbound', author, recipients }))).toEqual([to, to])
  })

  it('are one for each sender of the same file, and for each visibility', () => {
    const other = mail({ author: { role: 'customer', id: 'bert@kunde.test' } })
    const post = mail({ visibility: 'public' })
    const { objects } = assignAttachments(
      {
        events: [mail(), other, post, mail()],
        objects: [file.object],
        ...rest,
      },
      false,
    )
    expect(objects.map((each) => each.key)).toEqual([
      under('anne@kunde.test'),
      under('bert@kunde.test'),
      under('anne@kunde.test', 'public'),
    ])
  })

  it.each([
    'attachments/2026/11/20/foto.jpg',
    'attachments/x/private/../public/foto.jpg',
    `attachments/${'0'.repeat(64)}/public/foto.jpg`,
    `attachments/${'0'.repeat(64)}/fo to.jpg`,
    `attachments/${'0'.repeat(64)}/`,
  ])('lie in no place of an adapter’s own making: %s', (key) => {
    const hash = sha256(key.slice('attachments/'.length))
    const [given, stored] = keysOf(mail({}, key), { ...file.object, key })
    expect(given).toMatch(
      new RegExp(`^attachments/${personKey({ id: 'anne@kunde.test' })}/private/${hash}/[\\w.-]+$`),
    )
    expect(stored).toBe(given)
  })
})
