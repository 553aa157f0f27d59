import {
  type Answer,
  deliveryContext,
  describeDestination,
  type ReceivedRequest,
  routedMail,
} from 'netzdialog/testing'
import { expect, it } from 'vitest'
import { destination } from './freshdesk.ts'

const apiKey = 'freshdesk-api-key-0123456789'

describeDestination({
  adapter: destination,
  settings: (origin) => ({ url: origin, apiKey }),
  secrets: [apiKey],
  taken: {
    'a new ticket': (request) => answerOf(request, []),
    'a note on a ticket that is found': (request) => answerOf(request, [ticket]),
  },
})

it('hands over the files of a mail in a form, beside what it says of the ticket', async () => {
  const settings = destination.settings.parse({ url: 'https://acme.freshdesk.com', apiKey })
  const forms: FormData[] = []
  const context = await deliveryContext(routedMail(), settings, {
    async fetch(_, { method, headers, body }) {
      if (method !== 'POST') return Response.json([])
      forms.push(await new Response(Buffer.from(body ?? ''), { headers }).formData())
      return Response.json({ id: 8 }, { status: 201 })
    },
  })
  expect(await destination.open(context).deliver(routedMail())).toMatchObject({ status: 'delivered' })
  const [form] = forms
  expect(form?.get('status')).toBe('2')
  expect(form?.get('custom_fields[cf_netzdialog_event]')).toBe(routedMail().id)
  expect(form?.getAll('attachments[]')).toMatchObject([{ type: 'image/jpeg', size: 81_233 }])
})

const ticket = { id: 7, status: 2, custom_fields: { cf_netzdialog_key: 'email:1f0c6e2ab93d4785' } }

/** As Freshdesk's API v2 answers. */
function answerOf({ method, path }: ReceivedRequest, found: readonly object[]): Answer {
  if (method === 'GET' && path.startsWith('/api/v2/tickets?')) return json(200, found)
  if (method === 'GET' && path.includes('/conversations')) return json(200, [])
  if (method === 'GET' || method === 'PUT') return json(200, ticket)
  return json(201, { id: 8 })
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
