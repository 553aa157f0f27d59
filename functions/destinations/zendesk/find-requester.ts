import * as z from 'zod'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { unreadable } from '../../contracts/delivery-ended.ts'
import { sha256 } from '../../core/ids.ts'
import { personAddress, personToAnswer } from '../../kits/delivery/person-address.ts'
import { shown } from '../../presentation/name-person.ts'
import type { ZendeskSettings } from './settings.ts'
import { readJson, type Zendesk } from './zendesk-api.ts'

const user = z.object({
  id: z.number(),
  email: z.string().nullish(),
  external_id: z.string().nullish(),
})
const users = z.object({ users: z.array(user) })

/**
 * The customer as a user of Zendesk: the one of that e-mail address or platform id, else a new one, who gets no mail
 * about it. Users who are there stay as they are, names included.
 *
 * @returns `undefined` for an author without address and id, and where Zendesk will not have them
 */
export async function findRequester(
  event: RoutedEvent,
  zendesk: Zendesk,
  settings: ZendeskSettings,
): Promise<number | undefined> {
  const author = personToAnswer(event)
  if (author?.role !== 'customer') return undefined
  const email = personAddress(author, event, settings.emailTemplate)
  const isOwn = email !== undefined && email === author.email
  // An address names a person everywhere; an id only where it was given.
  const external =
    author.id === undefined || isOwn
      ? undefined
      : asciiId(`${event.platform}:${author.scope ?? event.account.id}:${author.id}`)
  if (email === undefined && external === undefined) return undefined
  const query =
    external === undefined
      ? `query=${encodeURIComponent(`email:${email}`)}`
      : `external_id=${encodeURIComponent(external)}`
  const found = readJson(
    (await zendesk({ method: 'GET', path: `/api/v2/users/search?${query}` })).text,
    users,
  )
  // The search matches parts of words: whoever else it finds is somebody else.
  const known = found?.users.find((each) =>
    external === undefined ? isSame(each.email, email) : isSame(each.external_id, external),
  )
  if (known) return known.id
  const name = shown(author.name, 255) ?? shown(author.handle, 255) ?? email ?? external
  return createUser({ name, ...(external && { external_id: external }), ...(email && { email }) }, zendesk)
}

async function createUser(
  fields: Record<string, string | undefined>,
  zendesk: Zendesk,
): Promise<number | undefined> {
  const answer = await zendesk({
    method: 'POST',
    path: '/api/v2/users/create_or_update',
    json: { user: { ...fields, skip_verify_email: true } },
    expected: [422],
  })
  if (answer.status === 422) return undefined
  const created = readJson(answer.text, z.object({ user }))
  if (!created) throw unreadable('a user')
  return created.user.id
}

/** Zendesk compares addresses and external ids without regard to case. */
function isSame(one: string | null | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase()
}

const plain = /^[\x21-\x2b\x2d-\x7e]{1,255}$/

/** An external id: as it is where it is printable ASCII without comma, which separates ids in queries, else its hash. */
export function asciiId(id: string): string {
  return plain.test(id) ? id : `sha256:${sha256(id)}`
}
