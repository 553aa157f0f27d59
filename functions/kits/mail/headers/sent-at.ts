import { readZone } from './time-zones.ts'

const clock = '(?<hours>\\d{1,2})[:.](?<minutes>\\d{2})(?:[:.](?<seconds>\\d{2}))?(?:[.,]\\d{1,9})?'
const monthName = '(?<month>[a-zäé]{3,9})'
/** `5 Oct 2026 09:12:33 +0200`, `Oct 5, 2026, 9:12 PM`, `Mon Oct  5 09:12:33 CEST 2026` (date(1), asctime). */
const orders = [
  new RegExp(
    `(?<day>\\d{1,2})[ .-]{1,4}${monthName}\\.?[ .-]{1,4}(?<year>\\d{2,4}),? {1,9}${clock}(?<rest>.*)`,
    'i',
  ),
  new RegExp(
    `${monthName}\\.? {1,4}(?<day>\\d{1,2}),? {1,4}(?<year>\\d{4}),? {1,4}(?:at )?${clock}(?<rest>.*)`,
    'i',
  ),
  new RegExp(
    `${monthName} {1,4}(?<day>\\d{1,2}) {1,4}${clock}(?<rest>.{0,60}?) {1,4}(?<year>\\d{4})(?= {0,100}$)`,
    'i',
  ),
]
const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?)[ ]?(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/
const halfOfDay = /^[ ]{0,4}([ap])\.?m\.?(?![a-z])/i
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const german = new Map([
  ['mär', 2],
  ['mrz', 2],
  ['mai', 4],
  ['okt', 9],
  ['dez', 11],
])

/**
 * The instant of a `Date` header as UTC, RFC 3339 with milliseconds; none where it names no instant: a zone that nobody
 * knows is none. Without any zone it is UTC.
 */
export function readSentAt(date: string | undefined): string | undefined {
  if (date === undefined || date.length > 200) return undefined
  const time = parseIso(date) ?? parseDate(date)
  return time === undefined || Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

function parseIso(date: string): number | undefined {
  const [, day, time, zone = ''] = iso.exec(date) ?? []
  const offset = readZone(zone)
  return day === undefined || offset === undefined ? undefined : Date.parse(`${day}T${time}Z`) - offset
}

function parseDate(date: string): number | undefined {
  const match = orders.map((order) => order.exec(date)).find((each) => each !== null)
  const {
    day,
    month: name = '',
    year: digits = '',
    hours,
    minutes,
    seconds = '0',
    rest = '',
  } = match?.groups ?? {}
  const month = readMonth(name)
  const year = readYear(digits)
  const half = halfOfDay.exec(rest)
  const zone = rest.slice(half?.[0].length ?? 0).trim()
  const offset = zone === '' || zone.startsWith('(') ? 0 : readZone(zone)
  const hour = readHour(Number(hours), half?.[1]?.toLowerCase())
  if (month === undefined || year === undefined || offset === undefined) return undefined
  const time = Date.UTC(year, month, Number(day), hour, Number(minutes), Math.min(Number(seconds), 59))
  const exists = new Date(time).getUTCDate() === Number(day) && hour < 24 && Number(minutes) < 60
  return exists ? time - offset : undefined
}

/** `12:05 AM` is five past midnight; behind `15:00` a PM says nothing new. */
function readHour(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function readMonth(name: string): number | undefined {
  const short = name.slice(0, 3).toLowerCase()
  const index = months.indexOf(short)
  return index >= 0 ? index : german.get(short)
}

/** Year of two or three digits as RFC 5322, section 4.3, has it. */
function readYear(text: string): number | undefined {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  if (text.length === 3) return 1900 + year
  return year >= 1970 ? year : undefined
}
