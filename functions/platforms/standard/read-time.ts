const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/i

/** A time with any offset (RFC 3339) as UTC; what is none stays as it is. */
export function readTime(value: unknown): unknown {
  if (typeof value !== 'string' || !withOffset.test(value)) return value
  const time = Date.parse(value.toUpperCase())
  return Number.isNaN(time) ? value : new Date(time).toISOString()
}
