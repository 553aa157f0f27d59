import { expect, it } from 'vitest'
import { whereItGoes } from '../../../bin/local/where-it-goes.ts'

it.each<[string, Record<string, unknown>, string]>([
  ['webhook', { url: 'http://localhost:8795/netzdialog?key=1' }, 'http://localhost:8795/netzdialog'],
  ['webhook', { url: 'https://user:secret@crm.test/in' }, 'https://crm.test/in'],
  ['mail', { host: 'localhost', port: 25 }, 'mail, localhost'],
  ['zendesk', { subdomain: 'acme' }, 'zendesk'],
  ['webhook', { url: 'nowhere' }, 'webhook'],
])('%s with %j goes to %s', (adapter, settings, place) => {
  expect(whereItGoes({ adapter, settings })).toBe(place)
})
