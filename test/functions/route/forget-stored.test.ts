import { expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import { forgetStored } from '../../../functions/route/forget-stored.ts'
import { routedMail } from '../../contracts/routed-event.ts'
import { memoryLedger, memoryStore } from '../../support/memory-ports.ts'

const { work: _, ...mail } = routedMail()
const key = 'bodies/contacts/large.json'

/** A large mail of somebody who was erased at noon, which its gateway hands over at two. */
async function leftOf(first: string | undefined): Promise<string> {
  const { ledger } = memoryLedger()
  const { store, objects } = memoryStore()
  const event = { ...mail, receivedAt: '2026-11-20T14:00:00.000Z', occurredAtSource: 'sender' as const }
  await ledger.merge('suppression', personKey({ id: mail.author?.id ?? '' }), {
    erasedAt: '2026-11-20T12:00:00.000Z',
  })
  if (first !== undefined)
    await ledger.merge('processed', mail.id, { at: event.receivedAt, generation: 0, receivedAt: first })
  await store.put(key, JSON.stringify(event), 'application/json')
  await forgetStored(JSON.stringify({ body: key }), event, { ledger, store })
  return Buffer.from(objects.get(key) ?? '').toString()
}

it('forgetStored empties the body of a mail that came before its author was erased, and is only repeated', async () => {
  const text = JSON.stringify(mail.message?.text)
  expect(await leftOf('2026-11-20T10:00:00.000Z')).not.toContain(text)
  expect(await leftOf('2026-11-20T14:00:00.000Z')).toContain(text)
  expect(await leftOf(undefined)).toContain(text)
})
