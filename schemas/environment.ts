/** The environment of each function; `lib/` and the local run set it, `handler.ts` reads it. */
import * as z from 'zod'

const common = z.object({
  DEPLOYMENT_FILE: z.string().meta({ description: 'Path of `deployment.json`.' }),
  BUCKET: z.string(),
})

const consumer = common.extend({
  TABLE: z.string(),
  QUEUE_URL: z.url().meta({ description: 'The queue that it consumes.' }),
  RETRY_CAP_SECONDS: z.coerce.number().int().positive().default(900),
})

export const ingestEnvironment = common.extend({
  PLATFORM: z.string(),
  SECRET_ID: z.string(),
  CONTACTS_QUEUE_URL: z.url(),
})

export const attachmentsEnvironment = z.object({
  BUCKET: z.string(),
  LINKS_SECRET_ID: z.string(),
})

const localRun = z.stringbool().default(false)

export const routeEnvironment = consumer.extend({
  DELIVER_QUEUE_URLS: z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json)
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' })
        return z.NEVER
      }
    })
    .pipe(z.record(z.string(), z.url()))
    .meta({ description: 'Destination name to queue URL.' }),
  LOCAL_RUN: localRun.meta({ description: 'Shows what functions of one’s own write to their console.' }),
})

export const deliverEnvironment = consumer.extend({
  DESTINATION: z.string(),
  SECRET_ID: z.string(),
  CLAIM_MARGIN_SECONDS: z.coerce.number().int().nonnegative().default(60).meta({
    description:
      'How much longer than a request its claim lasts: settings are read before it and its outcome written after it, each with retries.',
  }),
  LINKS_SECRET_ID: z.string().meta({ description: 'The keys that sign links to attachments.' }),
  LINKS_BASE_URL: z.url().meta({ description: 'Where such links lead, without a slash at the end.' }),
  LOCAL_RUN: localRun.meta({ description: 'Allows http and this machine’s own addresses.' }),
})
