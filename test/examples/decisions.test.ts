import { expect, it } from 'vitest'
import { decide, enrich } from '../../docs/examples/decisions.ts'
import { ownFunctions } from '../../functions/route/own/own-functions.ts'
import type { ContactEvent, Person } from '../../schemas/contact-event.ts'
import { comment, customer, directMessage } from '../support/contact-events.ts'
import { recordingTelemetry } from '../support/memory-ports.ts'
import { routeStory } from '../support/route-story.ts'

const destinations = [
  { name: 'crm', holds: 'both' as const },
  { name: 'key-accounts', holds: 'both' as const },
  { name: 'social-media', holds: 'public' as const },
]

/** Where the example sends an event, and what it says of it; its functions run here, and what they return is checked. */
async function sentTo(...events: ContactEvent[]) {
  const { telemetry, lines } = recordingTelemetry()
  const functions: Record<string, (input: never) => unknown> = { decide, enrich }
  const own = ownFunctions({
    own: {
      call: async (name, input) => ({ json: JSON.stringify(await functions[name]?.(input as never)) }),
      stop() {},
    },
    names: new Set(['decide', 'enrich']),
    destinations,
    telemetry,
  })
  const { route, received } = routeStory({ destinations, routing: { rules: [{ to: ['crm'] }] }, own })
  await route(...events)
  expect(lines).toEqual([])
  return destinations.flatMap(({ name }) =>
    received(name).map(({ extensions, work }) => [name, extensions?.['topic'], work.reason]),
  )
}

const said = (event: ContactEvent, text: string): ContactEvent => ({
  ...event,
  message: { id: event.message?.id ?? '', text, attachments: [] },
})
const anne: Person = { ...customer('anne'), email: 'Anne@North-Bank.example' }

it('sends key accounts to their team', async () => {
  expect(await sentTo(said(directMessage('m1', anne), 'Wo bleibt mein Paket?'))).toEqual([
    ['key-accounts', 'delivery', 'as decide says: key account'],
  ])
})

it('sends invoices in public to social media too, and leaves everything else to the rules', async () => {
  const bert = customer('bert')
  expect(await sentTo(said(comment('777_10', bert), 'Diese Rechnung stimmt nicht!'))).toEqual([
    ['crm', 'invoice', 'as decide says: invoice in public'],
    ['social-media', 'invoice', 'as decide says: invoice in public'],
  ])
  expect(await sentTo(said(directMessage('m1', bert), 'Diese Rechnung stimmt nicht!'))).toEqual([
    ['crm', 'invoice', 'customer message to the company'],
  ])
  expect(await sentTo(said(directMessage('m1', bert), 'Guten Tag'))).toEqual([
    ['crm', undefined, 'customer message to the company'],
  ])
})
