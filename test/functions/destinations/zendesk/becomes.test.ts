import { afterAll, beforeAll, describe } from 'vitest'
import * as z from 'zod'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { type Asked, describeBecoming } from '../../../contracts/becoming.ts'
import { type FakeZendesk, startFakeZendesk } from '../../../support/fake-zendesk.ts'
import { zendeskSpec } from './zendesk-spec.ts'

const settings = { email: 'agent@acme.test', apiToken: 'recognisable-api-token' }

const ticketInput = z.object({
  ticket: z.object({
    status: z.string().optional(),
    via_followup_source_id: z.int().optional(),
    comment: z.object({ public: z.boolean().optional(), uploads: z.array(z.string()).optional() }),
  }),
})
const pushed = z.object({
  external_resources: z.array(z.looseObject({ internal_note: z.boolean().optional() })),
})

function phrase({ method, path, body }: Asked): string | undefined {
  if (method === 'GET' || path === '/api/v2/uploads') return undefined
  if (path === '/api/v2/users/create_or_update') return 'a new user'
  if (path.startsWith('/api/v2/comment_redactions/')) return 'a comment blacked out'
  if (path === '/api/v2/any_channel/push') {
    const [resource] = pushed.parse(JSON.parse(body)).external_resources
    return resource?.internal_note ? 'an internal note' : 'a message of its conversation'
  }
  const { status, via_followup_source_id: source, comment } = ticketInput.parse(JSON.parse(body)).ticket
  const files = comment.uploads?.length ? ', with its file' : ''
  if (method === 'POST') return `a new ticket${source === undefined ? '' : ' that follows up'}${files}`
  const note = comment.public === false ? 'an internal note' : 'a public comment'
  return `${note}${files}${status === undefined ? '' : `; status \`${status}\``}`
}

for (const [way, more] of [
  ['tickets', {}],
  ['channel', { deliver: 'channel', instancePushId: 'instance-1' }],
] as const)
  describe(way, () => {
    let fake: FakeZendesk
    beforeAll(async () => {
      fake = await startFakeZendesk(zendeskSpec)
    })
    afterAll(() => fake.stop())

    describeBecoming({
      adapter: zendesk,
      settings: () => ({ url: fake.origin, ...settings, ...more }),
      recording: new URL(`./fixtures/becomes-${way}.json`, import.meta.url),
      took: () =>
        fake.requests
          .splice(0)
          .map(({ method, path, body }) => phrase({ method, path, body: body.toString() }))
          .filter((said) => said !== undefined),
      close: (ticket) => {
        const known = fake.account.tickets.get(Number(ticket))
        if (known) known.status = 'closed'
      },
    })
  })
