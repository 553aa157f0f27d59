/** Bodies as far as they are used, strictly: what the documentation allows and the vendor's description may not say. */
import * as z from 'zod'

export const userInput = z.strictObject({
  name: z.string().min(1).max(255),
  email: z.email().optional(),
  external_id: z.string().max(255).optional(),
  skip_verify_email: z.boolean().optional(),
})
export const commentInput = z.strictObject({
  body: z.string().optional(),
  html_body: z.string().optional(),
  public: z.boolean().optional(),
  author_id: z.int().optional(),
  uploads: z.array(z.string()).optional(),
})
export const ticketUpdate = z.strictObject({
  comment: commentInput,
  status: z.enum(['new', 'open', 'pending', 'hold', 'solved']).optional(),
  subject: z.string().optional(),
})
export const ticketInput = ticketUpdate.extend({
  external_id: z.string().max(255).optional(),
  requester_id: z.int().optional(),
  tags: z.array(z.string()).optional(),
  via_followup_source_id: z.int().optional(),
  group_id: z.int().optional(),
  brand_id: z.int().optional(),
  ticket_form_id: z.int().optional(),
})
export const redactionInput = z.strictObject({
  ticket_id: z.int(),
  html_body: z.string(),
  external_attachment_urls: z.array(z.string()).optional(),
})
