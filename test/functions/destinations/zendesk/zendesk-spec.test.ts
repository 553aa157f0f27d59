import { expect, it } from 'vitest'
import { zendeskSpec } from './zendesk-spec.ts'

it.skipIf(!zendeskSpec)(
  'every request to the fake is held against Zendesk’s description (where NETZDIALOG_SPECS holds zendesk.yaml)',
  () => {
    const update = (ticket: object) => ({
      method: 'PUT',
      path: '/api/v2/tickets/7',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    })
    expect(zendeskSpec?.requestProblems(update({ comment: { body: 'x', public: false } }))).toEqual([])
    expect(zendeskSpec?.requestProblems(update({ comment: { body: 'x', publik: false } }))).toEqual([
      'PUT /api/v2/tickets/{ticket_id}: body/ticket/comment/publik is not known',
    ])
  },
)
