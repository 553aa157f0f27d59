import * as z from 'zod'
import type { ProbeContext, ProbeFinding } from '../../contracts/destination.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import type { ApiRequest, JsonApi } from '../../kits/http/json-api.ts'
import {
  lookUpFinding,
  nobodysKey,
  type ProbeStep,
  probeTickets,
} from '../../kits/ticketing/probe-tickets.ts'
import { netzdialogTag, type ZendeskSettings } from './settings.ts'
import { openZendesk } from './zendesk-api.ts'

const self = z.object({ user: z.object({ id: z.number().nullish(), role: z.string().nullish() }) })

/** Signs in, looks for what nobody has, and asks for changes of what does not exist: nothing is written. */
export function probe(context: ProbeContext<ZendeskSettings>): Promise<ProbeFinding[]> {
  const { settings } = context
  const { url, email, deliver } = settings
  const zendesk = openZendesk(context)
  const credentials =
    email === undefined
      ? 'check clientId, clientSecret and the scopes that the OAuth client allows'
      : 'check email and apiToken, and whether the account allows API tokens'
  return probeTickets({
    url,
    log: 'Zendesk’s status page',
    refused: { credentials, address: 'there is no Zendesk: correct url' },
    async reach() {
      const { status, json } = await zendesk({ path: '/users/me', expected: 'every' })
      const user = status < 300 ? json(self)?.user : undefined
      if (!user) return { refused: status }
      // Whoever is not known may ask too, and is nobody.
      if (user.id == null)
        return { refused: wrong('credentials', `it knows nobody by the credentials: ${credentials}`) }
      if (user.role === 'end-user') return unfit('an end user: make it an agent')
      if (deliver === 'tickets')
        return ticketSteps(zendesk, settings, encodeURIComponent(nobodysKey(context)))
      if (user.role !== 'admin') return unfit('no administrator, as pushing asks for: make it one')
      return [push(zendesk, settings)]
    },
  })
}

function unfit(remedy: string): readonly ProbeStep[] {
  return [async () => [wrong('rights', `the API user is ${remedy}`)]]
}

type Say = (status: number) => readonly ProbeFinding[]

/** Asks what is only read, or sure to be refused. */
function ask(zendesk: JsonApi, request: ApiRequest, say: Say): ProbeStep {
  return async () => say((await zendesk({ ...request, expected: [400, 403, 404, 422] })).status)
}

const pathOf = { groupId: 'groups', brandId: 'brands', ticketFormId: 'ticket_forms' }

function ticketSteps(zendesk: JsonApi, settings: ZendeskSettings, key: string): readonly ProbeStep[] {
  const json = { ticket: { comment: { body: 'probe', public: false } } }
  const places = (['groupId', 'brandId', 'ticketFormId'] as const).filter((name) => settings[name])
  const remedy = 'give it a role that may, and the OAuth client the scope write'
  return [
    lookUp(zendesk, 'tickets', `/tickets?external_id=${key}&per_page=1`),
    lookUp(zendesk, 'users', `/users/search?external_id=${key}`),
    // Refused before it is looked for where the rights or the scope are missing, else not found.
    ask(zendesk, { method: 'PUT', path: '/tickets/0', json }, (status) => [
      status === 403
        ? wrong('rights', `the API user may not change tickets (answered 403): ${remedy}`)
        : fine('rights', 'it lets tickets be changed'),
    ]),
    ...places.map((name) =>
      // 403 is for those who may use it and not read about it.
      ask(zendesk, { path: `/${pathOf[name]}/${settings[name]}` }, (status) =>
        status === 404 ? [wrong('answer', `there is nothing of the number in ${name}: correct it`)] : [],
      ),
    ),
    ...(settings.comments === 'public' ? [() => probeTriggers(zendesk)] : []),
  ]
}

function lookUp(zendesk: JsonApi, what: 'tickets' | 'users', path: string): ProbeStep {
  return async () => {
    const { status, json } = await zendesk({ path, expected: [403] })
    if (status === 403)
      return [wrong('rights', `the API user may not look up ${what} (answered 403): let it read ${what}`)]
    // Lists that are cut hold something.
    const found = json(z.object({ [what]: z.array(z.unknown()) }))?.[what] ?? [what]
    return [lookUpFinding(found, 'do not use this account before Zendesk has put it right', what)]
  }
}

/** Pushes nothing, by which Zendesk says whether it knows the integration’s account. */
function push(zendesk: JsonApi, { instancePushId }: ZendeskSettings): ProbeStep {
  const json = { instance_push_id: instancePushId, external_resources: [] }
  const administrator = 'make it an administrator, with the scope write'
  const integration = 'install it, add an account to it, and set that account’s instancePushId'
  return ask(zendesk, { method: 'POST', path: '/any_channel/push', json }, (status) => {
    if (status < 400) return [fine('rights', 'it takes what is pushed')]
    return status === 403
      ? [wrong('rights', `the API user may not push (answered 403): ${administrator}`)]
      : [wrong('answer', `it does not know the integration (answered ${status}): ${integration}`)]
  })
}

const condition = z.object({ field: z.string(), operator: z.string().nullish(), value: z.unknown() })
const trigger = z.object({
  id: z.number(),
  actions: z.array(z.object({ field: z.string(), value: z.unknown() })),
  conditions: z.object({ all: z.array(condition).nullish() }),
})
const page = z.object({ triggers: z.array(trigger) })

const perPage = 5
const maxPages = 40

/**
 * Public comments are mailed to customers by every trigger that is not told to leave tickets with the tag
 * `netzdialog` alone. Texts of mails are long: a few triggers at a time.
 */
async function probeTriggers(zendesk: JsonApi): Promise<ProbeFinding[]> {
  const mailing = new Set<number>()
  for (let number = 1; number <= maxPages; number++) {
    const path = `/triggers/active?per_page=${perPage}&page=${number}`
    const { status, json } = await zendesk({ path, expected: [403] })
    const triggers = status === 403 ? undefined : json(page)?.triggers
    const remedy = `see yourself that none mails customers about tickets with the tag ${netzdialogTag}, or set comments to internal`
    if (!triggers) return [wrong('rights', `the triggers cannot be read (answered ${status}): ${remedy}`)]
    for (const { id } of triggers.filter(mailsCustomers)) mailing.add(id)
    if (triggers.length < perPage) break
  }
  if (mailing.size === 0) return [fine('answer', 'no trigger mails customers their own words')]
  const found = `triggers mail customers their own words (${[...mailing].join(', ')})`
  const remedy = `add the condition "Tags contain none of ${netzdialogTag}" to each, or set comments to internal`
  return [wrong('answer', `${found}: ${remedy}`)]
}

const toCustomers = new Set(['requester_id', 'requester_and_ccs'])

function mailsCustomers({ actions, conditions }: z.infer<typeof trigger>): boolean {
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
