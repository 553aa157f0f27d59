import * as z from 'zod'
import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { errorCode, MalformedPayload } from '../../core/errors.ts'
import { parseJson } from '../../core/json.ts'
import { mailToContact } from '../../kits/mail/mail-to-contact.ts'
import { readUrlencoded } from '../../kits/mail/urlencoded-form.ts'
import { inboundEvent } from './payload.ts'
import { readEnvelope } from './read-envelope.ts'
import { readMail } from './read-mail.ts'
import type { MandrillSettings } from './settings.ts'

const someEvent = z.looseObject({ event: z.string() })
const eventName = /^[a-z_]{1,40}$/

/**
 * The mails of one webhook. One that cannot be read costs none of the others.
 *
 * @throws MalformedPayload `not_json`, `not_utf8`, `form_too_many_parts`
 */
export async function normalizeMandrill(
  { body }: Proven,
  context: NormalizeContext<MandrillSettings>,
): Promise<NormalizeResult> {
  const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
  const field = readUrlencoded(body).find(({ name }) => name === 'mandrill_events')
  if (!field) {
    result.quarantined.push({ what: 'form', why: 'has no field mandrill_events', part: '' })
    return result
  }
  const events = parseJson(field.bytes)
  if (!Array.isArray(events)) {
    result.quarantined.push({ what: 'mandrill_events', why: 'is no list of events', part: events })
    return result
  }
  if (events.length === 0)
    result.ignored.push({ what: 'mandrill_events', why: 'an empty list: Mandrill tries the address' })
  for (const event of events) addTo(result, readEvent(event, context))
  return result
}

function readEvent(event: unknown, context: NormalizeContext<MandrillSettings>): NormalizeResult {
  const { data } = inboundEvent.safeParse(event)
  if (!data) return quarantine(event, nameOf(event))
  try {
    const read = readMail(data.msg)
    if (!read) return quarantine(event, 'inbound mail: has neither a raw mail nor headers nor words')
    const result = mailToContact(read.mail, readEnvelope(data.msg), context)
    return { ...result, quarantined: [...result.quarantined, ...read.unread] }
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    return quarantine(event, `inbound mail: cannot be read (${errorCode(error)})`)
  }
}

function nameOf(event: unknown): string {
  const name = someEvent.safeParse(event).data?.event
  if (name === 'inbound') return 'inbound mail: not as Mandrill documents it'
  return name !== undefined && eventName.test(name)
    ? 'another event: this address takes inbound mail, send it elsewhere'
    : 'no event of Mandrill'
}

function quarantine(part: unknown, why: string): NormalizeResult {
  return { events: [], ignored: [], quarantined: [{ what: 'event', why, part: part ?? null }], objects: [] }
}

function addTo(result: NormalizeResult, one: NormalizeResult): void {
  result.events.push(...one.events)
  result.ignored.push(...one.ignored)
  result.quarantined.push(...one.quarantined)
  result.objects.push(...one.objects)
}
