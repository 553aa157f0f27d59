/** Events that were accepted, by hours since 1970; an hour in which nothing came need not be there. */
export type AcceptedByHour = ReadonlyMap<number, number>

/** So many events came in the hours that are quiet now, each of the times before: fewer may fail to come by chance. */
const minEvents = 12
const dayHours = 24
const weekHours = 7 * dayHours
/** Whoever is quiet for longer is no longer one that always talks. */
const maxSilenceHours = 4 * weekHours
/** Before the silence, so many days are looked at, and as many weeks as that is. */
const days = 28
const weeks = 4
/** Of the days one less than there are Sundays, of the weeks one: a holiday, or a silence that was a fault. */
const mayLackDays = 3
const mayLackWeeks = 1
/** Of who talks on some days of the week alone: so many of them, for at Easter two in a row are holidays. */
const minQuietDays = 3

/** How far back anybody has to know what came. */
export const lookBackHours = maxSilenceHours + (days + 1) * dayHours + weekHours

/**
 * Whether a platform is quiet that always talks, by what came in the weeks before the silence began:
 *
 * - at this time of the day it talks every day, on Sundays, too, which holidays are like; or
 * - it talks in these hours of the week, and has been quiet on three such days.
 *
 * A platform that is new, or has little to say, is never quiet; nor is any before three hours have passed, for what came
 * at the edges of those hours may come an hour earlier or later where clocks have changed.
 *
 * @param current the hour under way: one event in it, and nobody is quiet
 */
export function isQuiet(accepted: AcceptedByHour, current: number): boolean {
  const silence = silenceBefore(accepted, current)
  if (silence === 0) return false
  const talked = (from: number, to: number, back: number) =>
    sum(accepted, from + 1 - back, to - 1 - back) >= minEvents
  return isQuietInTheDay(talked, current, silence) || isQuietInTheWeek(talked, current, silence)
}

type Talked = (from: number, to: number, back: number) => boolean

function isQuietInTheDay(talked: Talked, current: number, silence: number): boolean {
  const from = current - Math.min(silence, dayHours)
  const first = Math.ceil((silence + 1) / dayHours)
  const found = countTo(days, (day) => talked(from, current, (first + day) * dayHours))
  return found >= days - mayLackDays
}

function isQuietInTheWeek(talked: Talked, current: number, silence: number): boolean {
  const first = Math.ceil((silence + 1) / weekHours)
  const begin = current - Math.min(silence, weekHours)
  let quietDays = 0
  for (let from = begin; from < current; ) {
    const to = Math.min(current, from - (from % dayHours) + dayHours)
    const [start, end] = [from, to]
    const found = countTo(weeks, (week) => talked(start, end, (first + week) * weekHours))
    if (found >= weeks - mayLackWeeks) quietDays += 1
    from = to
  }
  return quietDays >= minQuietDays
}

/** Whole hours without an event. */
function silenceBefore(accepted: AcceptedByHour, current: number): number {
  if ((accepted.get(current) ?? 0) > 0) return 0
  for (let hours = 1; hours <= maxSilenceHours; hours += 1)
    if ((accepted.get(current - hours) ?? 0) > 0) return hours - 1
  return maxSilenceHours
}

function sum(accepted: AcceptedByHour, from: number, to: number): number {
  let total = 0
  for (let hour = from; hour < to; hour += 1) total += accepted.get(hour) ?? 0
  return total
}

function countTo(end: number, is: (index: number) => boolean): number {
  return Array.from({ length: end }, (_, index) => is(index)).filter(Boolean).length
}
