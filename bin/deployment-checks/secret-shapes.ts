import * as z from 'zod'
import { secretFields } from '../../functions/core/settings.ts'
import type { SecretShapes } from '../../lib/adapter-facts.ts'
import type { Deployment } from '../../schemas/deployment.ts'
import { type Registries, registries } from './adapter-mistakes.ts'

/**
 * What an operator has to put into each secret, as the adapters' settings say, by platform and destination.
 *
 * @param deployment as `checkDeployment` returns it
 */
export async function findSecretShapes(
  deployment: Deployment,
  known: Registries = registries,
): Promise<SecretShapes> {
  const platforms: Record<string, string> = {}
  const destinations: Record<string, string> = {}
  for (const platform of Object.keys(deployment.platforms)) {
    const adapter = await known.platforms[platform]?.()
    if (adapter) platforms[platform] = describeSecret(adapter.settings)
  }
  for (const { name, adapter: kind } of deployment.destinations) {
    const adapter = await known.destinations[kind]?.()
    if (adapter) destinations[name] = describeSecret(adapter.settings)
  }
  return { platforms, destinations }
}

type Shape = z.core.JSONSchema.BaseSchema

/** The secret fields as JSON, their values left open: `{"signingSecrets":["…"]}`, then the optional ones by name. */
function describeSecret(settings: z.ZodType): string {
  const secrets = secretFields(settings)
  const shape = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  const required = secrets.filter((field) => shape.required?.includes(field))
  const optional = secrets.filter((field) => !required.includes(field))
  const example = Object.fromEntries(required.map((field) => [field, exampleOf(shape.properties?.[field])]))
  const also = optional.length === 0 ? '' : `, optionally with ${optional.join(', ')}`
  return `${JSON.stringify(example)}${also}`
}

function exampleOf(shape: Shape | boolean | undefined): unknown {
  if (typeof shape !== 'object') return '…'
  if (shape.type === 'array') return [exampleOf(firstOf(shape.items))]
  if (shape.type !== 'object') return shape.enum?.[0] ?? '…'
  const fields = Object.entries(shape.properties ?? {}).filter(([name]) => shape.required?.includes(name))
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field)]))
}

function firstOf(items: Shape['items']): Shape | boolean | undefined {
  return Array.isArray(items) ? items[0] : items
}
