/** The environment of each function; `lib/` and the local run set it, `handler.ts` reads it. */
// Half of zod's size and a quarter of its time: it is read before anything else, by every function.
import * as z from 'zod/mini'

const common = z.object({
  /** Path of `deployment.json`. */
  DEPLOYMENT_FILE: z.string(),
  BUCKET: z.string(),
})

const consumer = z.extend(common, {
  TABLE: z.string(),
  /** The queue that it consumes. */
  QUEUE_URL: z.url(),
  RETRY_CAP_SECONDS: z._default(z.coerce.number().check(z.int(), z.positive()), 900),
})

export const ingestEnvironment = z.extend(common, {
  PLATFORM: z.string(),
  SECRET_ID: z.string(),
  CONTACTS_QUEUE_URL: z.url(),
})

export const attachmentsEnvironment = z.object({
  BUCKET: z.string(),
  LINKS_SECRET_ID: z.string(),
})

const parsedJson = z.transform((json: string, context): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    context.issues.push({ code: 'custom', message: 'must be JSON', input: json })
    return z.NEVER
  }
})

export const routeEnvironment = z.extend(consumer, {
  /** Destination name to queue URL. */
  DELIVER_QUEUE_URLS: z.pipe(z.pipe(z.string(), parsedJson), z.record(z.string(), z.url())),
  /** Shows what functions of one's own write to their console. */
  LOCAL_RUN: z._default(z.stringbool(), false),
})

export const deliverEnvironment = z.extend(consumer, {
  DESTINATION: z.string(),
  SECRET_ID: z.string(),
  /**
   * How much longer than a request its claim lasts: settings are read before it and its outcome written after it, each
   * with retries.
   */
  CLAIM_MARGIN_SECONDS: z._default(z.coerce.number().check(z.int(), z.nonnegative()), 60),
  /** The keys that sign links to attachments. */
  LINKS_SECRET_ID: z.string(),
  /** Where such links lead, without a slash at the end. */
  LINKS_BASE_URL: z.url(),
  /** Allows http and this machine's own addresses. */
  LOCAL_RUN: z._default(z.stringbool(), false),
})
