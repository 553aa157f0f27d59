import type { Words } from './words/words.ts'

/** A moment as a person reads it, with the name of its zone: `Fr., 20.11.2026, 20:43 MEZ`. */
export function showTime(instant: string, { locale, time }: Words, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { ...time, timeZone, timeZoneName: 'short' }).format(
    new Date(instant),
  )
}
