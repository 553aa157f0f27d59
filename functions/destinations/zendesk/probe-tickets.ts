import * as z from 'zod'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { type ProbeStep, unwell } from './probe-step.ts'
import { probeTriggers } from './probe-triggers.ts'
import { readJson } from './zendesk-api.ts'

/** Whether tickets and people can be found, by what is theirs alone, and changed. */
export async function probeTickets(step: ProbeStep): Promise<ProbeFinding[]> {
  const nobodys = `netzdialog-probe-${step.now().getTime()}`
  return [
    await probeLookUp(step, {
      what: 'tickets',
      path: `/api/v2/tickets?external_id=${nobodys}&per_page=1`,
      form: z.object({ tickets: z.array(z.unknown()) }).transform(({ tickets }) => tickets.length),
    }),
    await probeLookUp(step, {
      what: 'users',
      path: `/api/v2/users/search?external_id=${nobodys}`,
      form: z.object({ users: z.array(z.unknown()) }).transform(({ users }) => users.length),
    }),
    await probeWriting(step),
    ...(await probePlaces(step)),
    ...(step.settings.comments === 'public' ? [await probeTriggers(step)] : []),
  ]
}

interface LookUp {
  readonly what: 'tickets' | 'users'
  readonly path: string
  /** How many an answer holds. */
  readonly form: z.ZodType<number>
}

async function probeLookUp({ zendesk }: ProbeStep, { what, path, form }: LookUp): Promise<ProbeFinding> {
  const { status, text } = await zendesk({ method: 'GET', path, expected: [403] })
  if (status === 403)
    return unwell('rights', `the API user may not look up ${what} (answered 403): let it read ${what}`)
  // Lists that are cut hold something.
  if (readJson(text, form) !== 0)
    return unwell(
      'look-up',
      `looking up ${what} by an external id that nobody has finds some: do not use this account before Zendesk has put it right`,
    )
  return { about: 'look-up', well: true, sentence: `it looks up ${what} by external id` }
}

/** Refused before it is looked for where the rights or the scope are missing, else not found. */
async function probeWriting({ zendesk }: ProbeStep): Promise<ProbeFinding> {
  const { status } = await zendesk({
    method: 'PUT',
    path: '/api/v2/tickets/0',
    json: { ticket: { comment: { body: 'probe', public: false } } },
    expected: [400, 403, 404, 422],
  })
  if (status === 403)
    return unwell(
      'rights',
      'the API user may not change tickets (answered 403): give it a role that may, and the OAuth client the scope write',
    )
  return { about: 'rights', well: true, sentence: 'it lets tickets be changed' }
}

/** Group, brand and form of new tickets, where the settings name them. */
async function probePlaces({ zendesk, settings }: ProbeStep): Promise<ProbeFinding[]> {
  const places = [
    ['groupId', 'groups'],
    ['brandId', 'brands'],
    ['ticketFormId', 'ticket_forms'],
  ] as const
  const findings: ProbeFinding[] = []
  for (const [setting, path] of places) {
    const id = settings[setting]
    if (id === undefined) continue
    const { status } = await zendesk({
      method: 'GET',
      path: `/api/v2/${path}/${id}`,
      expected: [403, 404],
    })
    // 403 is for those who may use it and not read about it.
    if (status === 404)
      findings.push(unwell('answer', `there is nothing of the number in ${setting}: correct it`))
  }
  return findings
}
