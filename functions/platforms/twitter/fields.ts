/** How X writes ids, lists and optional things, in both of its generations of payloads. */
import * as z from 'zod'

/** Digits; a number only where it is small enough to be exact (`parseJson` keeps the digits of the others). */
export const nativeId = z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)])

/** An id of v1.1, there twice: the number may have been rounded on its way to us, the text never is. */
export function exactId(
  text: string | null | undefined,
  number: string | null | undefined,
): string | undefined {
  return text ?? number ?? undefined
}

/** For what merely adorns an event: of an unexpected shape, it is left out and the event goes on. */
export function adornment<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined)
}

/** A list of adornments: those of an unexpected shape are left out. */
export function adornments<Schema extends z.ZodType>(schema: Schema) {
  return anyList.transform((items) =>
    items.flatMap((item) => {
      const read = schema.safeParse(item)
      return read.success ? [read.data] : []
    }),
  )
}

/** A field to be looked at later, or not there. */
export const anything = z.unknown().optional()

export const anyList = z.array(z.unknown()).catch([])

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Expanded objects come plain or as `{"data": {…}}`. */
export function unwrap(value: unknown): unknown {
  return isObject(value) && isObject(value['data']) ? value['data'] : value
}
