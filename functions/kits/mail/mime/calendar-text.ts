const types = new Set(['text/calendar', 'application/ics', 'text/x-vcalendar'])
/** Media types of a file that a program does not know. */
const anyFile = new Set(['application/octet-stream', 'text/plain', 'application/x-unknown'])
const calendarName = /\.(?:ics|vcs)$/i
const folded = /\r?\n[ \t]/g
const lineEnd = /\r?\n/
const property = /^([A-Za-z-]{1,40})((?:;[A-Za-z-]{1,40}=(?:"[^"]{0,500}"|[^;:"]{0,500})){0,20}):(.*)$/
const parameter = /;([A-Za-z-]{1,40})=(?:"([^"]{0,500})"|([^;:"]{0,500}))/g
const dateTime = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:\d{2})?(Z)?)?$/
const duration = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?$/
const mailto = /^mailto:/i
const escapes = /\\([\\;,nN])/g
const methods = new Map([
  ['REQUEST', 'Invitation'],
  ['CANCEL', 'Cancelled'],
  ['REPLY', 'Answer'],
  ['COUNTER', 'Other time proposed'],
  ['PUBLISH', 'Event'],
])
const answers = new Map([
  ['ACCEPTED', 'accepted'],
  ['DECLINED', 'declined'],
  ['TENTATIVE', 'tentative'],
])
const components = new Set(['VEVENT', 'VTODO'])
const maxEvents = 5
const maxGuests = 20
const maxLines = 5000

interface Property {
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

export function isCalendar(type: string, name: string): boolean {
  return types.has(type) || (anyFile.has(type) && calendarName.test(name))
}

/**
 * An invitation in words (RFC 5545, RFC 5546): what, when, where, who, and what somebody wrote to it, for each of
 * its first events and tasks. None where it is
 * no calendar. Times are as the sender wrote them, with the name of their zone.
 */
export function calendarToText(calendar: string): string | undefined {
  const lines = calendar.replace(folded, '').split(lineEnd, maxLines).map(readProperty)
  const method = lines.find((each) => each?.name === 'METHOD')?.value.toUpperCase() ?? ''
  const events: Property[][] = []
  let open: Property[] | undefined
  let inner = 0
  for (const line of lines) {
    if (line === undefined) continue
    const isEvent = components.has(line.value.toUpperCase())
    if (line.name === 'BEGIN' && isEvent) open = []
    else if (line.name === 'END' && isEvent && open !== undefined) {
      events.push(open)
      open = undefined
    } else if (line.name === 'BEGIN') inner++
    else if (line.name === 'END') inner--
    // An alarm inside has a description of its own.
    else if (inner <= 1) open?.push(line)
  }
  const told = events.slice(0, maxEvents).map((event) => describe(event, method))
  return told.length > 0 ? told.join('\n\n') : undefined
}

function readProperty(line: string): Property | undefined {
  const [, name, given = '', value = ''] = property.exec(line) ?? []
  if (name === undefined) return undefined
  const parameters = new Map(
    Array.from(given.matchAll(parameter), ([, key = '', quoted, bare = '']): [string, string] => [
      key.toUpperCase(),
      quoted ?? bare,
    ]),
  )
  return { name: name.toUpperCase(), parameters, value: value.trim() }
}

function describe(event: readonly Property[], method: string): string {
  const of = (name: string) => event.find((each) => each.name === name)
  const words = (name: string) => plainText(of(name)?.value ?? '')
  const isCancelled = of('STATUS')?.value.toUpperCase() === 'CANCELLED'
  const kind = isCancelled ? 'Cancelled' : (methods.get(method) ?? 'Event')
  const times = [of('DTSTART'), of('DTEND') ?? of('DUE')].map(writeTime).filter((each) => each !== '')
  const when = `${times.join(' – ')}${writeDuration(of('DURATION')?.value)}`
  const guests = event.filter(({ name }) => name === 'ATTENDEE').map(writePerson)
  const who = [of('ORGANIZER')].flatMap((each) => (each === undefined ? [] : [writePerson(each)]))
  const more = guests.length > maxGuests ? [`+${guests.length - maxGuests}`] : []
  const rows: [label: string, value: string][] = [
    [kind, words('SUMMARY')],
    ['When', `${when}${of('RRULE') === undefined ? '' : ' (repeated)'}`],
    ['Where', words('LOCATION')],
    ['Who', [...new Set([...who, ...guests.slice(0, maxGuests)]), ...more].join(', ')],
  ]
  const told = rows
    .filter(([label, value]) => value !== '' || label === kind)
    .map(([label, value]) => `${label}: ${value}`)
  // What somebody answers with, and what the event is about.
  const free = ['COMMENT', 'DESCRIPTION'].flatMap((name) =>
    event.filter((each) => each.name === name).map(({ value }) => plainText(value)),
  )
  return [...told, ...[...new Set(free)].filter((each) => each !== '').flatMap((each) => ['', each])].join(
    '\n',
  )
}

function plainText(value: string): string {
  return value.replace(escapes, (_, each: string) => (each.toLowerCase() === 'n' ? '\n' : each)).trim()
}

function writeTime(time: Property | undefined): string {
  const match = dateTime.exec(time?.value ?? '')
  if (time === undefined || match === null) return ''
  const [, year, month, day, hours, minutes, utc] = match
  const zone = utc === undefined ? time.parameters.get('TZID') : 'UTC'
  const clock = hours === undefined ? '' : ` ${hours}:${minutes}`
  return `${year}-${month}-${day}${clock}${zone === undefined || clock === '' ? '' : ` (${zone})`}`
}

/** `PT1H30M` is ` (1 h 30 min)`. */
function writeDuration(value: string | undefined): string {
  const [, ...amounts] = duration.exec(value ?? '') ?? []
  const told = ['wk', 'd', 'h', 'min'].flatMap((unit, at) =>
    amounts[at] === undefined ? [] : [`${amounts[at]} ${unit}`],
  )
  return told.length > 0 ? ` (${told.join(' ')})` : ''
}

function writePerson({ parameters, value }: Property): string {
  const email = value.replace(mailto, '')
  const name = parameters.get('CN')
  const answer = answers.get(parameters.get('PARTSTAT')?.toUpperCase() ?? '')
  const shown = name === undefined || name === email ? email : `${name} <${email}>`
  return answer === undefined ? shown : `${shown} (${answer})`
}
