import * as z from 'zod'
import type { Reading } from '../../kits/meta/reading.ts'

const lead = z.object({ form_id: z.coerce.string().regex(/^\d{1,20}$/) })

/**
 * A change of `leadgen`: somebody filled in the form of an advertisement. Neither who nor what comes along; both are
 * fetched with a permission of its own, by whatever the company reads its leads with.
 */
export function readLead(value: unknown): { name: string; reading: Reading } {
  const form = lead.safeParse(value).data?.form_id
  return {
    name: form === undefined ? 'leadgen' : `leadgen form ${form}`,
    reading: {
      ignored: 'a lead came in: its content has to be fetched by its id',
      notice: true,
      daily: true,
    },
  }
}
