import { expect, it } from 'vitest'
import { normalizeUpdates } from '../../../../functions/kits/meta/normalize-updates.ts'
import { type BodyReader, readBody } from '../../../../functions/kits/meta/read-body.ts'
import { expectSoundResult } from '../../../contracts/sound-result.ts'

const photos: BodyReader = {
  platform: 'photo-board',
  object: 'photos',
  readChange: () => [{ name: 'change', reading: { ignored: 'nothing to read' } }],
  otherObjects: new Map([['page', { ignored: 'it is of a page' }]]),
}
const read = (body: unknown) => normalizeUpdates(readBody(body, '2026-11-20T19:43:22.105Z', photos))
const message = (fields: object) => ({
  object: 'photos',
  entry: [{ id: '17', time: 1795203802, messaging: [{ timestamp: 1795203801250, ...fields }] }],
})
const anne = { id: '992' }
const company = { id: '17' }

it('reads direct messages of any platform of Meta’s under that platform’s own name', () => {
  const reply = { mid: 'm_2', text: 'Ja', is_echo: true, app_id: '5', reply_to: { mid: 'm_1' } }
  const results = [
    read(message({ sender: anne, recipient: company, message: { mid: 'm_1', text: 'Geht das?' } })),
    read(message({ sender: company, recipient: anne, message: reply })),
  ]
  for (const result of results) expectSoundResult(result)
  const [question, answer] = results.flatMap(({ events }) => events)
  expect(question).toMatchObject({
    platform: 'photo-board',
    account: company,
    conversation: { id: 'photo-board:17/992' },
    message: { id: 'photo-board:m_1' },
    author: { role: 'customer', id: '992', scope: 'photo-board:17' },
  })
  expect(answer).toMatchObject({
    direction: 'outbound',
    conversation: { id: 'photo-board:17/992', parentMessageId: 'photo-board:m_1' },
    actor: { role: 'app', scope: 'photo-board' },
  })
  expect(JSON.stringify(results)).not.toContain('facebook')
})

it('leaves other objects and changes to its platform, and quarantines a part as a body of its own', () => {
  expect(read({ object: 'page', entry: [{}] }).ignored).toEqual([{ what: 'page', why: 'it is of a page' }])
  expect(read({ object: 'cloud', entry: [{}] }).quarantined).toHaveLength(1)
  expect(read({ object: 'photos', entry: [{ id: '17', changes: [{}] }] }).ignored).toHaveLength(1)
  const [unread] = read(message({ sender: anne, recipient: company, hologram: {} })).quarantined
  expect(read(unread?.part).quarantined[0]).toEqual(unread)
})
