import * as z from 'zod'
import type { Person, RoutedEvent } from '../../../schemas/contact-event.ts'
import { sha256 } from '../../core/ids.ts'

const mailbox = /^[^\s@<>,;:"'()[\]\\\p{Cc}]{1,64}@[^\s@<>,;:"'()[\]\\\p{Cc}]{1,189}$/u
const placeholders = /\{(platform|id)\}/g
const maxLocalPart = 64
/** Local parts are treated as if case did not matter, so capitals cannot tell two ids apart. */
const plainId = /^[a-z0-9]+$/
const notPlain = /[^a-z0-9]+/g
const hashLength = 16

/** A setting for systems that know people by e-mail addresses only. */
export const addressTemplate = z
  .string()
  .refine(
    isTemplate,
    'must be an address with {id} before its @, e.g. contact+{platform}-{id}@social.acme.example',
  )

/**
 * The address by which a system knows a person: their own, else one by the operator's template, of a domain of the
 * operator's, that is the same for the same person and no other; none where neither can be had.
 *
 * @param template e.g. `contact+{platform}-{id}@social.acme.example`
 */
export function personAddress(
  person: Person | undefined,
  { platform }: Pick<RoutedEvent, 'platform'>,
  template: string | undefined,
): string | undefined {
  if (person?.email !== undefined && mailbox.test(person.email)) return person.email
  if (person?.id === undefined || template === undefined) return undefined
  const at = template.lastIndexOf('@')
  const local = template.slice(0, at)
  const fixed = fill(local, { platform, id: '' })
  const room = maxLocalPart - fixed.length
  if (room >= hashLength) return fill(local, { platform, id: localId(person.id, room) }) + template.slice(at)
  return shortAddress(local, platform, person.id) + template.slice(at)
}

/** Who is to be answered: whom a mail names for that (Reply-To), else its author. */
export function personToAnswer({ author, replyTo, direction }: RoutedEvent): Person | undefined {
  if (replyTo === undefined || direction !== 'inbound' || author?.role !== 'customer') return author
  return { role: 'customer', id: replyTo.email, ...replyTo }
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(placeholders, (_, name: string) => values[name] ?? '')
}

/** A local part for a platform of a long name: as much of it as there is room for, and a hash of name and id. */
function shortAddress(local: string, platform: string, id: string): string {
  const fixed = fill(local, { platform: '', id: '' })
  const times = local.split('{platform}').length - 1
  const share = Math.floor((maxLocalPart - fixed.length - hashLength) / times)
  const hash = sha256(`${platform}\n${id}`).slice(0, hashLength)
  return fill(local, { platform: platform.slice(0, share), id: hash })
}

/** An id as it is where that is safe and short enough, else what is left of it and a hash that tells it apart. */
function localId(id: string, room: number): string {
  if (plainId.test(id) && id.length <= room) return id
  const readable = id
    .toLowerCase()
    .replace(notPlain, '-')
    .slice(0, Math.max(0, room - hashLength - 1))
  return readable === '' ? sha256(id).slice(0, hashLength) : `${readable}-${sha256(id).slice(0, hashLength)}`
}

/** Leaves room for a hash beside a platform's name, of which eight characters stay in any case. */
function isTemplate(template: string): boolean {
  const local = template.slice(0, template.lastIndexOf('@'))
  const fixed = fill(local, { platform: 'facebook', id: '' })
  return (
    local.split('{id}').length === 2 &&
    fixed.length + hashLength <= maxLocalPart &&
    mailbox.test(fill(template, { platform: 'facebook', id: '1' }))
  )
}
