import * as z from 'zod'
import { contactEvent } from '../../schemas/contact-event.ts'
import { contactEventSchemaId } from '../../schemas/contact-event-schema-id.ts'
import { deployment } from '../../schemas/deployment.ts'

/** What lies in `schemas/json`: JSON Schema 2020-12, by file name. */
export function publishedSchemas(): Record<string, object> {
  return {
    'contact-event.v1.schema.json': contactEventSchema(),
    'deployment.schema.json': z.toJSONSchema(deployment, { io: 'input' }),
  }
}

/**
 * The contact event as a consumer may rely on it: unknown fields are allowed, and so are unknown kinds, since both
 * may be added within version 1.
 */
function contactEventSchema(): object {
  const schema = z.toJSONSchema(contactEvent, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== contactEvent.shape.kind) return
      const { enum: known } = jsonSchema
      delete jsonSchema.enum
      delete jsonSchema.type
      jsonSchema.anyOf = [{ enum: known ?? [] }, { type: 'string' }]
      jsonSchema.description = 'More may come within version 1: consumers ignore what they do not know.'
    },
  })
  const { $schema, ...rest } = schema
  return { $schema, $id: contactEventSchemaId, ...rest }
}
