import { WrongUse } from './errors.ts'

const ago = /^(\d{1,5})(m|h|d)$/
const date = /^\d{4}-\d{2}-\d{2}$/
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/
const zone = /(Z|[+-]\d{2}:\d{2})$/
/** Days that begin at midnight of this machine, as those of the console do. */
const daysAgo: Readonly<Record<string, number>> = { today: 0, yesterday: 1 }
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * A time as an operator writes it: `2h` (so long ago; `m`, `h`, `d`), `2026-11-21`, `2026-11-21T19:40`; UTC unless it
 * names a zone; `today`, `yesterday`: their beginning here.
 *
 * @throws WrongUse
 */
export function readTime(option: string, text: string | undefined, now: Date): Date | undefined {
  if (text === undefined) return undefined
  const day = Object.hasOwn(daysAgo, text) ? daysAgo[text] : undefined
  if (day !== undefined) return new Date(now.getFullYear(), now.getMonth(), now.getDate() - day)
  const [, count, unit = ''] = ago.exec(text) ?? []
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (unitMs[unit] ?? 0))
  if (date.test(text) || dateTime.test(text)) {
    const time = new Date(date.test(text) || zone.test(text) ? text : `${text}Z`)
    if (!Number.isNaN(time.getTime())) return time
  }
  throw new WrongUse(
    `${option} is "${text}": give a time such as 2h, yesterday, 2026-11-21 or 2026-11-21T19:40Z`,
  )
}
