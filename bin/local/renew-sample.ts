import type { Renewal } from './senders/contract.ts'

export interface Renewing {
  readonly now: Date
  /** A number that was never given before. */
  readonly nextNumber: () => number
  /** In a storm: which of its people speaks. */
  readonly person?: number
}

const names = [
  'Änne Grün',
  'Jörg Weiß',
  'Çağla Öztürk',
  'Björn Åkesson',
  'Zoë Müller',
  'Paweł Nowak',
  'Sinéad Byrne',
  'José Núñez',
  'Thị Hương Lê',
  'Olena Коваль',
  'Max Mustermann',
  'Fatma Şahin',
]
const xEpoch = 1_288_834_974_657

/**
 * Makes stored payloads new contacts: fresh ids, times that end now. What is the same in several of them stays
 * the same, so that an edit still means its message.
 */
export function renewSamples(
  payloads: readonly Uint8Array[],
  { ids, varied, names: named, times }: Renewal,
  { now, nextNumber, person }: Renewing,
): Uint8Array[] {
  // Byte by byte: a mail may hold several character sets.
  const texts = payloads.map((payload) => Buffer.from(payload).toString('latin1'))
  const all = texts.join('\n')
  const replaced = new Map<string, string>()
  for (const id of findAll(all, ids)) replaced.set(id, freshId(id, now, nextNumber()))
  if (person !== undefined) {
    for (const [index, id] of [...findAll(all, varied)].entries())
      replaced.set(id, otherId(id, person + index))
    for (const [index, name] of [...findAll(all, named)].entries())
      replaced.set(name, toLatin1(names[(person + index) % names.length] ?? name))
  }
  const found = [...findAll(all, times)]
  const newest = Math.max(...found.map((time) => readTime(time)))
  for (const time of found) replaced.set(time, writeTime(time, readTime(time) - newest + now.getTime()))
  return texts.map((text) => Buffer.from(replaceAll(text, replaced), 'latin1'))
}

function findAll(text: string, patterns: readonly RegExp[]): Set<string> {
  return new Set(
    patterns.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, value]) => value ?? [])),
  )
}

/** As X numbers its posts: the time in the upper bits. What stands before an underscore or from an `@` on stays. */
function freshId(id: string, now: Date, number: number): string {
  const snowflake = (BigInt(now.getTime() - xEpoch) << 22n) + BigInt(number % 4_194_304)
  const [local = '', domain] = id.split('@')
  return `${local.slice(0, local.lastIndexOf('_') + 1)}${snowflake}${domain === undefined ? '' : `@${domain}`}`
}

/** The same other one each time, of the same length where it is long enough. */
function otherId(id: string, person: number): string {
  const digits = String(person).padStart(4, '0')
  return id.length > digits.length ? id.slice(0, -digits.length) + digits : id
}

function toLatin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

const special = /[.*+?^${}()|[\]\\/-]/g
const digitsOnly = /^\d+$/
const millisecondDigits = 13

function readTime(time: string): number {
  if (!digitsOnly.test(time)) return Date.parse(time)
  return Number(time) * (time.length >= millisecondDigits ? 1 : 1000)
}

function writeTime(like: string, ms: number): string {
  if (digitsOnly.test(like)) return String(like.length >= millisecondDigits ? ms : Math.floor(ms / 1000))
  const date = new Date(ms)
  return like.includes('T') ? date.toISOString() : date.toUTCString().replace('GMT', '+0000')
}

/** Whole words only, so that a short id is not found inside a longer one. */
function replaceAll(text: string, replaced: ReadonlyMap<string, string>): string {
  if (replaced.size === 0) return text
  const values = [...replaced.keys()]
    .sort((one, other) => other.length - one.length)
    .map((value) => value.replace(special, '\\$&'))
  return text.replace(
    new RegExp(`(?<![\\w.])(?:${values.join('|')})(?![\\w])`, 'g'),
    (value) => replaced.get(value) ?? value,
  )
}
