/** The environment of each function; `lib/` and the local run set it, `handler.ts` reads it before anything else. */

/** Reads one variable; `undefined` where it is missing or wrong. */
export type Variable<Value> = (given: string | undefined) => Value | undefined

/** What the variables of a function come to. */
export type Environment<Variables extends Readonly<Record<string, Variable<unknown>>>> = {
  [Name in keyof Variables]: Exclude<ReturnType<Variables[Name]>, undefined>
}

const text: Variable<string> = (given) => given

/** @default '' */
const optionalText: Variable<string> = (given = '') => given

const url: Variable<string> = (given) => (given !== undefined && URL.canParse(given) ? given : undefined)

/** @default '' */
const optionalUrl: Variable<string> = (given = '') =>
  given === '' || URL.canParse(given) ? given : undefined

const digits = /^\d{1,9}$/

function seconds({
  least,
  fallback,
}: {
  readonly least: number
  readonly fallback: number
}): Variable<number> {
  return (given = String(fallback)) =>
    digits.test(given) && Number(given) >= least ? Number(given) : undefined
}

/** @default false */
const flag: Variable<boolean> = (given = 'false') =>
  given === 'true' || given === 'false' ? given === 'true' : undefined

/** A JSON object of texts by name. */
const texts: Variable<Readonly<Record<string, string>>> = (given = '') => {
  try {
    const parsed: unknown = JSON.parse(given)
    return isTexts(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === 'string')
  )
}

/** The keys of what stands before the API; empty where nothing does. */
const shield = { SHIELD_SECRET_ID: optionalText }

/** A JSON object of addresses by name. */
const urls: Variable<Readonly<Record<string, string>>> = (given) => {
  const found = texts(given)
  return found && Object.values(found).every((each) => URL.canParse(each)) ? found : undefined
}

const common = {
  /** Path of `deployment.json`. */
  DEPLOYMENT_FILE: text,
  BUCKET: text,
}

const consumer = {
  ...common,
  TABLE: text,
  /** The queue that it consumes. */
  QUEUE_URL: url,
  RETRY_CAP_SECONDS: seconds({ least: 1, fallback: 900 }),
}

export const ingestEnvironment = {
  ...common,
  ...shield,
  PLATFORM: text,
  SECRET_ID: text,
  CONTACTS_QUEUE_URL: url,
  /** Whether what is too large for a request may be put into the bucket. */
  UPLOADS: flag,
}

/** Of the function that takes a platform's mails out of the bucket. */
export const collectEnvironment = {
  ...common,
  PLATFORM: text,
  CONTACTS_QUEUE_URL: url,
  /** Where mails are fetched that webhooks point to; '' elsewhere. */
  SECRET_ID: optionalText,
  LOCAL_FILES_URL: optionalUrl,
}

/** Of the function that looks every hour how platforms stand; each by platform. */
export const watchEnvironment = {
  DEPLOYMENT_FILE: text,
  /** Where it is to send its webhooks. */
  WEBHOOK_URLS: urls,
  /** Secrets with what looking takes. */
  CONNECTION_SECRET_IDS: texts,
  /** The platforms' own secrets, of those that look with credentials. */
  PLATFORM_SECRET_IDS: texts,
  /** What all functions count in. */
  POWERTOOLS_METRICS_NAMESPACE: text,
}

export const attachmentsEnvironment = {
  ...shield,
  BUCKET: text,
  LINKS_SECRET_ID: text,
}

export const routeEnvironment = {
  ...consumer,
  /** Destination name to queue URL. */
  DELIVER_QUEUE_URLS: urls,
  /** What fetches files; '' where nothing does. */
  FETCH_QUEUE_URL: optionalUrl,
  /** Shows what functions of one's own write to their console. */
  LOCAL_RUN: flag,
}

export const fetchEnvironment = {
  ...consumer,
  CONTACTS_QUEUE_URL: url,
  /** The secrets of platforms whose adapters need one to fetch, by platform. */
  PLATFORM_SECRET_IDS: texts,
  /** In the local run, the stand-in for the hosts of platforms; '' elsewhere. */
  LOCAL_FILES_URL: optionalUrl,
}

export const deliverEnvironment = {
  ...consumer,
  DESTINATION: text,
  SECRET_ID: text,
  /**
   * How much longer than a request its claim lasts: settings are read before it and its outcome written after it, each
   * with retries.
   */
  CLAIM_MARGIN_SECONDS: seconds({ least: 0, fallback: 60 }),
  /** The keys that sign links to attachments. */
  LINKS_SECRET_ID: text,
  /** Where such links lead, without a slash at the end. */
  LINKS_BASE_URL: url,
  /** Allows http and this machine's own addresses. */
  LOCAL_RUN: flag,
}
