import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import { personId } from '../../kits/delivery/person-id.ts'
import type { JsonApi } from '../../kits/http/json-api.ts'
import { shown } from '../../presentation/name-person.ts'
import { externalId } from './zendesk-api.ts'

const user = z.object({ id: z.number(), email: z.string().nullish(), external_id: z.string().nullish() })
const users = z.object({ users: z.array(user) })

/**
 * The customer as a user of Zendesk: the one of that e-mail address or platform id, else a new one, who gets no mail
 * about it. Users who are there stay as they are, names included.
 *
 * @returns `undefined` for an author without address and id, and where Zendesk will not have them
 */
export async function findRequester(
  event: RoutedEvent,
  zendesk: JsonApi,
  emailTemplate: string | undefined,
): Promise<number | undefined> {
  const person = personToAnswer(event)
  if (person?.role !== 'customer') return undefined
  const email = personAddress(person, event, emailTemplate)
  const isOwn = email !== undefined && email === person.email
  // An address names a person everywhere; an id only where it was given.
  const id = person.id === undefined || isOwn ? undefined : externalId(personId(event, person))
  // As 0.1.0 wrote it, `facebook:facebook:4711:991`: users of that time have it still.
  const former = externalId(`${event.platform}:${person.scope ?? event.account.id}:${person.id}`)
  const [by, values] =
    id === undefined ? (['email', [email]] as const) : (['external_id', [id, former]] as const)
  for (const value of new Set(values)) {
    if (value === undefined) return undefined
    const known = await findUser(by, value, zendesk)
    if (known !== undefined) return known
  }
  const name = shown(person.name, 255) ?? shown(person.handle, 255) ?? email ?? id
  const response = await zendesk({
    method: 'POST',
    path: '/users/create_or_update',
    json: { user: { name, external_id: id, email, skip_verify_email: true } },
    expected: [422],
  })
  if (response.status === 422) return undefined
  const created = response.json(z.object({ user }))
  if (!created) throw unreadable('a user')
  return created.user.id
}

/** The search matches parts of words, and no case: whoever else it finds is somebody else. */
async function findUser(by: 'email' | 'external_id', value: string, zendesk: JsonApi) {
  const query = new URLSearchParams(by === 'email' ? { query: `email:${value}` } : { external_id: value })
  const found = (await zendesk({ path: `/users/search?${query}` })).json(users)?.users
  return found?.find((each) => each[by]?.toLowerCase() === value.toLowerCase())?.id
}
