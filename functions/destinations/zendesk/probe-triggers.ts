import * as z from 'zod'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { type ProbeStep, unwell } from './probe-step.ts'
import { netzdialogTag } from './settings.ts'
import { readJson } from './zendesk-api.ts'

const condition = z.object({ field: z.string(), operator: z.string().nullish(), value: z.unknown() })
const listed = z.object({
  triggers: z.array(
    z.object({
      id: z.number(),
      actions: z.array(z.object({ field: z.string(), value: z.unknown() })),
      conditions: z.object({ all: z.array(condition).nullish() }),
    }),
  ),
})

const perPage = 5
const mostPages = 40

/**
 * Public comments are mailed to customers by every trigger that is not told to leave tickets with the tag
 * `netzdialog` alone. Texts of mails are long: a few triggers at a time.
 */
export async function probeTriggers({ zendesk }: ProbeStep): Promise<ProbeFinding> {
  const seen = new Set<number>()
  const mailing = new Set<number>()
  for (let page = 1; page <= mostPages; page++) {
    const path = `/api/v2/triggers/active?per_page=${perPage}&page=${page}`
    const { status, text } = await zendesk({ method: 'GET', path, expected: [403] })
    const triggers = status === 403 ? undefined : readJson(text, listed)?.triggers
    if (!triggers)
      return unwell(
        'rights',
        `the triggers cannot be read (answered ${status}): see yourself that none mails customers about tickets with the tag ${netzdialogTag}, or set comments to internal`,
      )
    const before = seen.size
    for (const { id } of triggers) seen.add(id)
    for (const { id } of triggers.filter(mailsCustomers)) mailing.add(id)
    if (triggers.length < perPage || seen.size === before) break
  }
  if (mailing.size > 0)
    return unwell(
      'answer',
      `triggers mail customers their own words (${[...mailing].join(', ')}): add the condition "Tags contain none of ${netzdialogTag}" to each, or set comments to internal`,
    )
  return { about: 'answer', well: true, sentence: 'no trigger mails customers their own words' }
}

const toCustomers = new Set(['requester_id', 'requester_and_ccs'])

function mailsCustomers({ actions, conditions }: z.infer<typeof listed>['triggers'][number]): boolean {
  const mails = actions.some(
    ({ field, value }) =>
      field === 'notification_user' && Array.isArray(value) && toCustomers.has(String(value[0])),
  )
  const spares = conditions.all?.some(
    ({ field, operator, value }) =>
      field === 'current_tags' &&
      operator === 'not_includes' &&
      String(value).split(' ').includes(netzdialogTag),
  )
  return mails && !spares
}
