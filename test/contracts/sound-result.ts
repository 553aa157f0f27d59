import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect } from 'vitest'
import * as z from 'zod'
import type { NormalizeResult } from '../../functions/contracts/platform.ts'
import { isSafeHtml } from '../../functions/html/is-safe-html.ts'
import { type ContactEvent, contactEvent } from '../../schemas/contact-event.ts'

const ajv = new Ajv2020({ strict: false })
formats.default(ajv)
const isPublished = ajv.compile(z.toJSONSchema(contactEvent, { target: 'draft-2020-12' }))

const sentence = /^[\x20-\x7e]{1,200}$/

/**
 * What holds for every result of every platform, whatever the payload.
 *
 * @param fetches whether its adapter says how a file is fetched that has no address
 */
export function expectSoundResult(result: NormalizeResult, fetches = false): void {
  const { events, ignored, quarantined, objects } = result
  const keys = new Set(objects.map(({ key }) => key))
  const complaints = [
    ...events.flatMap((event) => complaintsAbout(event, keys, fetches)),
    ...[...ignored, ...quarantined].flatMap(({ what, why }) =>
      sentence.test(what) && sentence.test(why) ? [] : [`no plain sentence: ${what}: ${why}`],
    ),
    ...quarantined
      .filter((each) => !('part' in each))
      .map(({ what }) => `quarantined without its part: ${what}`),
  ]
  expect(complaints).toEqual([])
}

function complaintsAbout(event: ContactEvent, objects: ReadonlySet<string>, fetches: boolean): string[] {
  const complaints: string[] = []
  if (!isDeepStrictEqual(contactEvent.parse(event), event))
    complaints.push('has what the schema does not know')
  if (!isPublished(JSON.parse(JSON.stringify(event))))
    complaints.push(`breaks the published schema: ${JSON.stringify(isPublished.errors)}`)
  if (hasUndefined(event)) complaints.push('has a missing field that is not left out')
  if (event.work !== undefined) complaints.push('has work, on which only route decides')
  if (event.direction === 'community') complaints.push('is community, which only route can know')
  if (!isSafeHtml(event.message?.html ?? ''))
    complaints.push('has HTML that toSafeHtml did not write, and of which only the text is shown')
  for (const { key, state } of event.message?.attachments ?? [])
    if (state === 'stored' && !objects.has(key ?? ''))
      complaints.push('has a stored attachment without its object')
  const hasPending = event.message?.attachments.some(({ state }) => state === 'pending') ?? false
  if (hasPending && !fetches)
    complaints.push('has a pending attachment, and no fetchAttachment that would bring it')
  return complaints.map((complaint) => `${event.kind} ${event.id} ${complaint}`)
}

/** How many things a result accounts for. */
export function countParts({ events, ignored, quarantined }: NormalizeResult): number {
  return events.length + ignored.length + quarantined.length
}

function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUndefined)
}
