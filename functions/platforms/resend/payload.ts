import * as z from 'zod'
import { parseJson } from '../../core/json.ts'

/** https://resend.com/docs/webhooks/emails/received */
export const receivedEmail = z.object({
  type: z.literal('email.received'),
  data: z.object({
    /** It becomes a part of an address. */
    email_id: z.string().regex(/^[\w-]{1,100}$/),
    from: z.string().optional().catch(undefined),
    /** Whom servers on its way received it for; newer than the others. */
    received_for: z.array(z.string()).optional().catch(undefined),
  }),
})

/** https://resend.com/docs/api-reference/emails/retrieve-received-email */
export const storedEmail = z.object({ raw: z.object({ download_url: z.url() }) })

/** What JSON holds; `undefined` where it is none. */
export function readJson(body: Uint8Array): unknown {
  try {
    return parseJson(body)
  } catch {
    return undefined
  }
}
