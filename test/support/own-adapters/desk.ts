import * as z from 'zod'
import type { DestinationAdapter } from '../../../functions/contracts/destination.ts'

/** A destination as the owner of a project writes it, which takes everything. */
export const destination: DestinationAdapter<{ url: string; token: string }> = {
  name: 'desk',
  settings: z.strictObject({ url: z.url(), token: z.string().meta({ secret: true }) }),
  limits: { canEdit: false, canDelete: false, holds: 'both' },
  open: () => ({ deliver: async () => ({ status: 'delivered' }) }),
  operator: async () => ({
    permissions: () => [{ actions: ['ses:SendEmail'], resources: ['arn:aws:ses:*:*:identity/desk.test'] }],
  }),
}
