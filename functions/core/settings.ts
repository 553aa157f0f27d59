import * as z from 'zod'

/** The fields of a settings schema that are marked `.meta({ secret: true })`. */
export function secretFields(settings: z.ZodType): string[] {
  return fieldsOf(settings)
    .filter(([, field]) => isSecret(field))
    .map(([name]) => name)
}

/** The settings schema without its secret fields: what may stand in the deployment file. */
export function plainSettings(settings: z.ZodType): z.ZodType<Record<string, unknown>> {
  const plain = fieldsOf(settings).filter(([, field]) => !isSecret(field))
  return z.strictObject(Object.fromEntries(plain))
}

function fieldsOf(settings: z.ZodType): [string, z.ZodType][] {
  if (!(settings instanceof z.ZodObject)) throw new TypeError('settings must be a z.object or z.strictObject')
  return Object.entries(settings.shape as Record<string, z.ZodType>)
}

function isSecret(field: z.ZodType): boolean {
  if (field.meta()?.['secret'] === true) return true
  const inner = field instanceof z.ZodOptional || field instanceof z.ZodDefault ? field.unwrap() : undefined
  return inner instanceof z.ZodType && isSecret(inner)
}
