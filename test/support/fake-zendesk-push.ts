import * as z from 'zod'

const ascii = z.string().regex(/^[\x20-\x7e]+$/)

/** The body of a push as the documentation's tables have it; the vendor's description says nothing of it. */
export const pushRequest = z.strictObject({
  instance_push_id: z.string().min(1),
  request_id: z.string().optional(),
  external_resources: z.array(
    z
      .strictObject({
        external_id: ascii.max(255),
        internal_note: z.boolean().optional(),
        message: z.string().min(1).max(65_535),
        html_message: z.string().max(65_535).optional(),
        parent_id: z.string().max(511).optional(),
        thread_id: z.string().max(255).optional(),
        created_at: z.iso.datetime(),
        author: z.strictObject({
          external_id: z.string().max(255),
          name: z.string().max(255).optional(),
          image_url: z.string().max(255).optional(),
        }),
        allow_channelback: z.boolean().optional(),
        fields: z.array(z.strictObject({ id: z.string(), value: z.string() })).optional(),
        file_urls: z.array(z.string()).max(10).optional(),
      })
      .refine(({ parent_id, thread_id }) => (parent_id === undefined) !== (thread_id === undefined)),
  ),
})
