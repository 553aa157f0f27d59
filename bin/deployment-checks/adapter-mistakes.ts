import * as z from 'zod'
import type { Destination } from '../../functions/contracts/destination.ts'
import type { Platform } from '../../functions/contracts/platform.ts'
import { plainSettings, secretFields } from '../../functions/core/settings.ts'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { secretName } from '../../schemas/deployment.ts'
import { eventPlatforms } from '../../schemas/event-platforms.ts'
import { findMistakes, type Mistake, type Path, toField } from './deployment-mistakes.ts'
import { findPlatformKeyMistakes } from './platform-keys.ts'
import { UnusableAdapter } from './unusable-adapter.ts'

export interface Registries {
  /** Functions of one's own, by the field of `routing` that names them. */
  readonly routing?: Record<string, () => Promise<unknown>>
  readonly platforms: Record<string, () => Promise<Platform>>
  readonly destinations: Record<string, () => Promise<Destination>>
}

export const registries: Registries = { platforms: platformAdapters, destinations: destinationAdapters }

const settings = z.record(z.string(), z.unknown()).catch({})
const attachments = z.object({ fetch: z.boolean().optional() }).catch({})
const connection = z.object({ credentials: z.boolean().optional() }).catch({})

/** Enough of a deployment to check its adapters even where other fields are wrong. */
const outline = z.object({
  name: z.string().catch('netzdialog'),
  platforms: z
    .record(
      z.string(),
      z
        .object({ settings, attachments, connection })
        .catch({ settings: {}, attachments: {}, connection: {} }),
    )
    .catch({}),
  destinations: z
    .array(
      z
        .object({
          name: z.string().catch('<name>'),
          adapter: z.string(),
          settings,
          local: settings.optional(),
          holds: z.string().catch('both'),
        })
        .optional()
        .catch(undefined),
    )
    .catch([]),
})

type Outline = z.infer<typeof outline>

/** What only the adapters know: whether they exist, which settings they take, what they can hold. */
export async function findAdapterMistakes(input: unknown, known: Registries): Promise<Mistake[]> {
  const seen = outline.safeParse(input)
  if (!seen.success) return []
  const inPlatforms = await findPlatformMistakes(seen.data, known.platforms)
  const inDestinations = await findDestinationMistakes(seen.data, known.destinations)
  return [...inPlatforms, ...inDestinations, ...(await findOwnFunctionMistakes(known.routing ?? {}))]
}

async function findOwnFunctionMistakes(known: NonNullable<Registries['routing']>): Promise<Mistake[]> {
  const found: Mistake[] = []
  for (const name of Object.keys(known)) {
    const own = await load(known, name)
    if (own instanceof UnusableAdapter)
      found.push({ field: toField(['routing', name]), sentence: own.message })
  }
  return found
}

async function findPlatformMistakes(
  { name, platforms }: Outline,
  known: Registries['platforms'],
): Promise<Mistake[]> {
  const found: Mistake[] = []
  for (const [platform, config] of Object.entries(platforms)) {
    const path = ['platforms', platform]
    const adapter = await load(known, platform)
    if (!adapter) {
      const sentence = `is not a platform; remove it, correct its name to one of ${names(known)}, or name an adapter of your own in "adapter"`
      found.push({ field: toField(path), sentence })
      continue
    }
    if (adapter instanceof UnusableAdapter) {
      found.push({ field: toField([...path, 'adapter']), sentence: adapter.message })
      continue
    }
    if (adapter.name !== platform) {
      const sentence = `its adapter is called "${adapter.name}"; rename it to that`
      found.push({ field: toField(path), sentence })
    }
    if (config.attachments.fetch && !adapter.attachmentHosts) {
      const sentence =
        'must be false: this platform brings its files along, or its adapter names no attachmentHosts to fetch them from; remove it'
      found.push({ field: toField([...path, 'attachments', 'fetch']), sentence })
    }
    if (config.connection.credentials && !(await looksWithCredentials(adapter))) {
      const sentence = 'must be false: looking at this platform takes no credentials; remove it'
      found.push({ field: toField([...path, 'connection', 'credentials']), sentence })
    }
    const secret = secretName(name, 'platform', platform)
    found.push(...findSettingsMistakes(adapter.settings, config.settings, [...path, 'settings'], secret))
  }
  return found
}

async function looksWithCredentials(adapter: Platform): Promise<boolean> {
  const operator = await adapter.operator?.()
  return operator !== undefined && !operator.credentials.safeParse(undefined).success
}

async function findDestinationMistakes(
  { name, platforms, destinations }: Outline,
  known: Registries['destinations'],
): Promise<Mistake[]> {
  const found: Mistake[] = []
  const senders = eventPlatforms({ platforms })
  for (const [index, config] of destinations.entries()) {
    if (!config) continue
    const path = ['destinations', index]
    const adapter = await load(known, config.adapter)
    if (!adapter) {
      const sentence = `must be one of ${names(known)}, a file (./…) or a package that is installed (received "${config.adapter}"); correct it`
      found.push({ field: toField([...path, 'adapter']), sentence })
      continue
    }
    if (adapter instanceof UnusableAdapter) {
      found.push({ field: toField([...path, 'adapter']), sentence: adapter.message })
      continue
    }
    const secret = secretName(name, 'destination', config.name)
    found.push(...findSettingsMistakes(adapter.settings, config.settings, [...path, 'settings'], secret))
    if (config.local)
      found.push(...findMistakes(adapter.settings, config.local, [...path, 'local'], 'hidden'))
    for (const kept of ['settings', 'local'] as const)
      found.push(...findPlatformKeyMistakes(adapter.settings, config[kept] ?? {}, [...path, kept], senders))
    const { holds } = adapter.limits
    if (holds !== 'both' && config.holds !== holds) {
      const sentence = `must be "${holds}" (received "${config.holds}"); correct it: "${config.adapter}" has no place for anything else`
      found.push({ field: toField([...path, 'holds']), sentence })
    }
  }
  return found
}

/** Secret fields are refused by name, their values never quoted; all others follow the adapter's schema. */
function findSettingsMistakes(
  schema: z.ZodType,
  given: Record<string, unknown>,
  path: Path,
  secret: string,
): Mistake[] {
  const secrets = new Set(secretFields(schema))
  const misplaced = Object.keys(given).filter((key) => secrets.has(key))
  const plain = Object.fromEntries(Object.entries(given).filter(([key]) => !secrets.has(key)))
  return [
    ...misplaced.map((key) => ({
      field: toField([...path, key]),
      sentence: `is secret and must not stand in a file; remove it and put it into the secret ${secret} in AWS Secrets Manager`,
    })),
    ...findMistakes(plainSettings(schema), plain, path),
  ]
}

async function load<Adapter>(
  known: Record<string, () => Promise<Adapter>>,
  name: string,
): Promise<Adapter | UnusableAdapter | undefined> {
  try {
    return Object.hasOwn(known, name) ? await known[name]?.() : undefined
  } catch (error) {
    if (error instanceof UnusableAdapter) return error
    throw error
  }
}

function names(known: Record<string, unknown>): string {
  return Object.keys(known).join(', ')
}
