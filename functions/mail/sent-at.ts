const rfc5322 =
  /(\d{1,2})[ .-]+([a-zäé]{3,9})\.?[ .-]+(\d{2,4}),?[ ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[ ]*([+-]\d{4}|[a-z]{1,5}))?/i
const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const german = new Map([
  ['mär', 2],
  ['mrz', 2],
  ['mai', 4],
  ['okt', 9],
  ['dez', 11],
])
/** Hours east of UTC; a zone of another name counts as UTC (RFC 5322, section 4.3). */
const zones = new Map([
  ['est', -5],
  ['edt', -4],
  ['cst', -6],
  ['cdt', -5],
  ['mst', -7],
  ['mdt', -6],
  ['pst', -8],
  ['pdt', -7],
  ['cet', 1],
  ['mez', 1],
  ['cest', 2],
  ['mesz', 2],
])
const hour = 3_600_000

/** The instant of a `Date` header as UTC, RFC 3339 with milliseconds; none where it names no instant. */
export function readSentAt(date: string | undefined): string | undefined {
  if (date === undefined || date.length > 200) return undefined
  const time = iso.test(date) ? Date.parse(date.replace(' ', 'T')) : parseRfc5322(date)
  return time === undefined || Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

function parseRfc5322(date: string): number | undefined {
  const match = rfc5322.exec(date)
  if (match === null) return undefined
  const [, day, monthName = '', yearText = '', hours, minutes, seconds = '0', zone = 'utc'] = match
  const month = readMonth(monthName)
  const year = readYear(yearText)
  if (month === undefined || year === undefined) return undefined
  const time = Date.UTC(
    year,
    month,
    Number(day),
    Number(hours),
    Number(minutes),
    Math.min(Number(seconds), 59),
  )
  const exists = new Date(time).getUTCDate() === Number(day) && Number(hours) < 24 && Number(minutes) < 60
  return exists ? time - offset(zone) : undefined
}

function readMonth(name: string): number | undefined {
  const short = name.slice(0, 3).toLowerCase()
  const index = months.indexOf(short)
  return index >= 0 ? index : german.get(short)
}

/** Two and three digits as RFC 5322, section 4.3, has them. */
function readYear(text: string): number | undefined {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  if (text.length === 3) return 1900 + year
  return year >= 1970 ? year : undefined
}

function offset(zone: string): number {
  const sign = zone.startsWith('-') ? -1 : 1
  if (zone.startsWith('+') || zone.startsWith('-'))
    return sign * (Number(zone.slice(1, 3)) * hour + Number(zone.slice(3, 5)) * 60_000)
  return (zones.get(zone.toLowerCase()) ?? 0) * hour
}
