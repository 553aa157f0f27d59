/** When a platform is expected to talk, and for how long it may be quiet. */
import * as z from 'zod'

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const part =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:-(Mon|Tue|Wed|Thu|Fri|Sat|Sun))? ([01]\d|2[0-3]):([0-5][05])-([01]\d|2[0-4]):([0-5][05])$/
const maxParts = 14

/** A week is counted in slots of five minutes, from Monday 00:00. */
export const slotMinutes = 5
const slotsADay = (24 * 60) / slotMinutes
const slotsAWeek = 7 * slotsADay

export interface SilenceAfter {
  readonly hours: number
  readonly within: string
  readonly timeZone: string
}

export const silenceAfter = z
  .strictObject({
    hours: z.int().min(1).max(24).meta({ description: 'So long it may be quiet, within what is expected.' }),
    within: z
      .string()
      .max(400)
      .default('Mon-Sun 00:00-24:00')
      .refine((given) => expectedSlots(given) !== undefined, {
        message:
          'must be like "Mon-Fri 08:00-18:00, Sat 10:00-14:00", in steps of five minutes and within a day',
      })
      .meta({ description: 'When it always talks, e.g. `Mon-Fri 08:00-18:00, Sat 10:00-14:00`.' }),
    timeZone: z
      .string()
      .default('UTC')
      .refine(isTimeZone, { message: 'must be a time zone like "Europe/Berlin"' })
      .meta({
        description:
          'Whose clock that is, e.g. `Europe/Berlin`. Where clocks change, the hours count that are within it in winter and in summer.',
      }),
  })
  .refine((given) => isLongEnough(given), {
    path: ['hours'],
    message:
      'is longer than any stretch of `within`, so that no silence would last: make one of them shorter or longer',
  })

/** From and to, in minutes since Monday 00:00 UTC; `to` is not within. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** When, in UTC, traffic is expected at any time of the year: where clocks change, what is within it before and after. */
export function expectedStretches(
  { within, timeZone }: Pick<SilenceAfter, 'within' | 'timeZone'>,
  year: number,
): Stretch[] {
  const local = expectedSlots(within) ?? []
  const offsets = offsetsOf(timeZone, year)
  const isExpected = Array.from({ length: slotsAWeek }, (_, slot) =>
    offsets.every((minutes) => local[(slot + minutes / slotMinutes + slotsAWeek) % slotsAWeek]),
  )
  const stretches: Stretch[] = []
  for (let slot = 0; slot < slotsAWeek; slot += 1) {
    if (!isExpected[slot]) continue
    const last = stretches.at(-1)
    const [from, to] = [slot * slotMinutes, (slot + 1) * slotMinutes]
    if (last?.to === from) stretches[stretches.length - 1] = { from: last.from, to }
    else stretches.push({ from, to })
  }
  return stretches
}

/** Whether each slot of a week is within what was given; `undefined` where that cannot be read. */
function expectedSlots(given: string): boolean[] | undefined {
  const parts = given.split(',').map((each) => part.exec(each.trim()))
  if (parts.length > maxParts) return undefined
  const slots = Array.from({ length: slotsAWeek }, () => false)
  for (const found of parts) {
    if (!found) return undefined
    const [, first = '', last = first, fromHour, fromMinute, toHour, toMinute] = found
    const [from, to] = [slotAt(fromHour, fromMinute), slotAt(toHour, toMinute)]
    if (to <= from || to > slotsADay) return undefined
    const count = (days.indexOf(last) - days.indexOf(first) + 7) % 7
    for (let ahead = 0; ahead <= count; ahead += 1) {
      const day = (days.indexOf(first) + ahead) % 7
      slots.fill(true, day * slotsADay + from, day * slotsADay + to)
    }
  }
  return slots
}

function slotAt(hour: string | undefined, minute: string | undefined): number {
  return (Number(hour) * 60 + Number(minute)) / slotMinutes
}

/** A week has no end: Sunday's last stretch goes on in Monday's first. */
function isLongEnough({ hours, within, timeZone }: SilenceAfter): boolean {
  if (expectedSlots(within) === undefined || !isTimeZone(timeZone)) return true
  const stretches = expectedStretches({ within, timeZone }, new Date().getUTCFullYear())
  const [first, last] = [stretches[0], stretches.at(-1)]
  const joined = first?.from === 0 && last?.to === 7 * 24 * 60 ? last.to - last.from + first.to : 0
  return Math.max(joined, ...stretches.map(({ from, to }) => to - from)) >= hours * 60
}

function isTimeZone(given: string): boolean {
  try {
    return offsetsOf(given, 2026).every((minutes) => minutes % slotMinutes === 0)
  } catch {
    return false
  }
}

/** `GMT` alone is UTC. */
const offset = /^GMT([+-])(\d{2}):(\d{2})$/

/** How many minutes a zone is ahead of UTC, in winter and in summer. @throws RangeError where there is no such zone */
function offsetsOf(timeZone: string, year: number): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const offsets = Array.from({ length: 12 }, (_, month) => {
    const named = format.formatToParts(new Date(Date.UTC(year, month, 15)))
    const [, sign, hours = '0', minutes = '0'] =
      offset.exec(named.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  })
  return [...new Set(offsets)]
}
