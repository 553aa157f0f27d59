import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Registries } from '../../../bin/deployment-checks/adapter-mistakes.ts'
import { findSecretShapes } from '../../../bin/deployment-checks/secret-shapes.ts'
import { deployment } from '../../../schemas/deployment.ts'

const secret = { secret: true }
const keys = z.array(z.string()).min(1).meta(secret)

const known: Registries = {
  platforms: {
    forum: async () => ({
      name: 'forum',
      label: 'Forum',
      settings: z.strictObject({
        team: z.string(),
        appKeys: keys,
        logins: z.array(z.strictObject({ user: z.string(), note: z.string().optional() })).meta(secret),
        sort: z.enum(['old', 'new']).meta(secret),
        spare: z.string().optional().meta(secret),
        pin: z.string().default('0').meta(secret),
      }),
      verify: () => {},
      normalize: () => ({ events: [], ignored: [], quarantined: [], objects: [] }),
    }),
  },
  destinations: {
    wall: async () => ({
      name: 'wall',
      settings: z.strictObject({ url: z.url() }),
      limits: { canEdit: false, canDelete: false, holds: 'both' },
      open: () => ({ deliver: async () => ({ status: 'delivered' }) }),
    }),
  },
}

describe('findSecretShapes', () => {
  const checked = deployment.parse({
    platforms: { forum: {} },
    destinations: [{ name: 'board', adapter: 'wall' }],
    routing: { rules: [{ to: ['board'] }] },
  })

  it('shows the JSON of the required secrets and names the optional ones', async () => {
    const { platforms } = await findSecretShapes(checked, known)
    expect(platforms).toEqual({
      forum: '{"appKeys":["…"],"logins":[{"user":"…"}],"sort":"old"}, optionally with spare, pin',
    })
  })

  it('asks for nothing where an adapter has no secret', async () => {
    expect((await findSecretShapes(checked, known)).destinations).toEqual({ board: '{}' })
  })
})
