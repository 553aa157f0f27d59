import { expect, it } from 'vitest'
import * as z from 'zod'
import { findPermissions } from '../../../bin/deployment-checks/find-permissions.ts'
import type { Destination } from '../../../functions/contracts/destination.ts'
import { deployment } from '../../../schemas/deployment.ts'

const plain: Destination = {
  name: 'wall',
  settings: z.strictObject({}),
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  open: () => ({ deliver: async () => ({ status: 'delivered' }) }),
}
const sending: Destination = {
  ...plain,
  name: 'post',
  operator: async () => ({
    permissions: ({ from }) => [
      { actions: ['ses:SendEmail'], resources: [`arn:aws:ses:*:*:identity/${from}`] },
    ],
  }),
}

it('asks each destination’s adapter, with the settings of that destination', async () => {
  const { destinations } = deployment.parse({
    platforms: { forum: {} },
    destinations: [
      { name: 'board', adapter: 'wall' },
      { name: 'desk', adapter: 'post', settings: { from: 'desk.test' } },
      { name: 'office', adapter: 'post', settings: { from: 'office.test' } },
    ],
    routing: { rules: [{ to: ['board'] }] },
  })
  const known = { destinations: { wall: async () => plain, post: async () => sending } }
  expect(await findPermissions({ destinations }, known)).toEqual({
    board: [],
    desk: [{ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:*:*:identity/desk.test'] }],
    office: [{ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:*:*:identity/office.test'] }],
  })
})
