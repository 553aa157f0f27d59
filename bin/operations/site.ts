import * as z from 'zod'

/** Where a running Netzdialog keeps what it keeps: told by the local run, or by the outputs of a stack. */
export const site = z.object({
  /** Of the local run's emulators; absent in an account. */
  endpoints: z.object({ sqs: z.url(), s3: z.url(), dynamodb: z.url(), secrets: z.url() }).optional(),
  region: z.string().optional(),
  table: z.string(),
  bucket: z.string(),
  contactsQueueUrl: z.string(),
  /** By destination. */
  deliverQueueUrls: z.record(z.string(), z.string()),
  /** Of requests for files; absent where none are fetched. */
  fetchQueueUrl: z.string().optional(),
  /** Where each platform sends its webhooks, as the stack says. */
  webhookUrls: z.record(z.string(), z.string()).optional(),
  /** Destinations that nothing new is routed to; absent where a stack has none. */
  draining: z.array(z.string()).optional(),
  /** Of the local run: nothing can have come before, where that is known. */
  since: z.iso.datetime().optional(),
})

export type Site = z.infer<typeof site>
