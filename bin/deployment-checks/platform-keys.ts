import * as z from 'zod'
import { type Mistake, type Path, toField } from './deployment-mistakes.ts'

/**
 * Settings that hold something by platform (`.meta({ keys: 'platform' })`) for a platform that is none: mistyped, it
 * would never be used.
 *
 * @param platforms what the platform of an event may be
 */
export function findPlatformKeyMistakes(
  schema: z.ZodType,
  given: Readonly<Record<string, unknown>>,
  path: Path,
  platforms: readonly string[],
): Mistake[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).flatMap(([field, shape]) => {
    const value = given[field]
    if (typeof shape !== 'object' || shape['keys'] !== 'platform' || !isRecord(value)) return []
    return Object.keys(value)
      .filter((key) => !platforms.includes(key))
      .map((key) => ({
        field: toField([...path, field, key]),
        sentence: `is no platform here; remove it or correct its name to one of ${platforms.join(', ')}`,
      }))
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
