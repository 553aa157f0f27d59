/** The fields that Meta's payloads are made of. */
import * as z from 'zod'

// Ids end up in keys, header fields and addresses; all that Meta issues are ASCII.
const idPattern = /^[\x21-\x7e][\x20-\x7e]{0,511}$/
const webAddressPattern = /^https?:\/\/[^\s\p{Cc}]+$/iu

/** Text or number, depending on field and API version; a string ever after. */
export const id = z
  .union([z.string(), z.int().nonnegative()])
  .transform(String)
  .pipe(z.string().regex(idPattern))

/** Meta writes a missing value as `null`, as an empty text, or not at all. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value ? value : undefined))

/** Anything but a web address is left out: links end up where people click on them. */
export const webAddress = text.transform((value) =>
  value !== undefined && webAddressPattern.test(value) ? value : undefined,
)

/** Milliseconds; an unusable time is left out, so that it never costs a message. */
export const time = z.unknown().optional().transform(toMilliseconds)

export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? undefined)
}

const firstMillisecondsValue = 1e11
const year2100 = 4_102_444_800_000
const digits = /^\d{1,15}$/

/** Seconds in `changes`, milliseconds in `messaging`, a text of seconds from the test button: told by their size. */
function toMilliseconds(value: unknown): number | undefined {
  const count = typeof value === 'string' && digits.test(value) ? Number(value) : value
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count <= 0) return undefined
  const milliseconds = count < firstMillisecondsValue ? count * 1000 : count
  return milliseconds < year2100 ? milliseconds : undefined
}
