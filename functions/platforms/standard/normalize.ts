import { contactEventShape } from '../../../schemas/contact-event-shape.ts'
import { isContactEvent } from '../../../schemas/read-contact-event.ts'
import { findMismatch } from '../../../schemas/shape.ts'
import type { NormalizeContext, NormalizeResult } from '../../contracts/platform.ts'
import type { Proven } from '../../contracts/proven.ts'
import { parseJson } from '../../core/json.ts'
import { completeEvent } from './complete-event.ts'
import { explainMismatch } from './explain-mismatch.ts'
import { type Given, isGiven } from './given.ts'
import { keepKnownFields, nameFields } from './known-fields.ts'
import type { StandardSettings } from './settings.ts'

const probeType = 'de.netzdialog.probe.v1'
const maxSentence = 200

/**
 * One event, or a list of them, each by itself or in a CloudEvent, as the destination `webhook` sends it. What is wrong
 * with one costs none of the others.
 *
 * @throws MalformedPayload `not_json`, `not_utf8`
 */
export function normalizeStandard(
  { body, headers }: Proven,
  { settings, receivedAt }: NormalizeContext<StandardSettings>,
): NormalizeResult {
  const value = parseJson(body)
  const deliveryId = headers.get('webhook-id') ?? ''
  const result: NormalizeResult = { events: [], ignored: [], quarantined: [], objects: [] }
  if (!Array.isArray(value)) {
    readEvent(value, 'event', { settings, receivedAt, deliveryId }, result)
    return result
  }
  if (value.length === 0) result.ignored.push({ what: 'body', why: 'an empty list' })
  for (const [index, part] of value.entries())
    readEvent(part, `event ${index}`, { settings, receivedAt, deliveryId: `${deliveryId}/${index}` }, result)
  return result
}

/** @param context `deliveryId` names the event where nothing else does */
function readEvent(
  part: unknown,
  what: string,
  context: { settings: StandardSettings; receivedAt: string; deliveryId: string },
  { events, ignored, quarantined, objects }: NormalizeResult,
): void {
  const given = unwrap(part)
  if (isGiven(given) && (isProbe(part) || Object.keys(given).length === 0)) {
    ignored.push({ what, why: 'a probe of the connection' })
    return
  }
  const problems: string[] = []
  const files: NormalizeResult['objects'] = []
  const known = keepKnownFields(given, contactEventShape)
  const event = isGiven(known.value) ? completeEvent(known.value, context, { problems, files }) : known.value
  const mismatch = findMismatch(event, contactEventShape)
  // Whoever is told what is missing need not hear that nothing can be made of it.
  if (mismatch && (problems.length === 0 || mismatch[0] !== 'conversation'))
    problems.push(explainMismatch(event, mismatch))
  if (problems.length > 0 || !isEvent(event)) {
    quarantined.push({ what, why: sentenceOf(problems), part })
    return
  }
  events.push(event)
  objects.push(...files)
  if (known.unknown.length > 0)
    ignored.push({ what, why: `not in the schema: ${nameFields(known.unknown)}`, notice: true, daily: true })
}

/** The event in a CloudEvent (https://cloudevents.io), or what is none as it is. */
function unwrap(part: unknown): unknown {
  return isCloudEvent(part) && part['type'] !== probeType ? part['data'] : part
}

function isProbe(part: unknown): boolean {
  return isCloudEvent(part) && part['type'] === probeType
}

function isCloudEvent(part: unknown): part is Given {
  return isGiven(part) && typeof part['specversion'] === 'string'
}

function isEvent(value: unknown): value is NormalizeResult['events'][number] {
  return isContactEvent(value)
}

/** As many problems as one sentence holds. */
function sentenceOf(problems: readonly string[]): string {
  const told: string[] = []
  for (const problem of problems)
    if ([...told, problem].join('; ').length <= maxSentence - ' (12345 more)'.length) told.push(problem)
  const more = problems.length - told.length
  return more > 0 ? `${told.join('; ')} (${more} more)` : told.join('; ')
}
