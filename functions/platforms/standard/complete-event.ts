import { eventId } from '../../core/ids.ts'
import { completeConversation } from './complete-conversation.ts'
import { completeMessage } from './complete-message.ts'
import { completePerson } from './complete-person.ts'
import { oneOf, receivedAs } from './explain-mismatch.ts'
import { type Findings, type Given, idText, inside, isGiven, qualified, withFields } from './given.ts'
import { readTime } from './read-time.ts'
import type { StandardSettings } from './settings.ts'

interface Context {
  readonly settings: StandardSettings
  readonly receivedAt: string
  /** Names the delivery, the same whenever it is repeated. */
  readonly deliveryId: string
}

const finishedId = /^evt_[0-9a-f]{32}$/
/** Talk that nobody overhears. */
const privateSurfaces: ReadonlySet<unknown> = new Set(['direct_message', 'email', 'sms', 'call', 'letter'])
const day = 86_400_000

/**
 * The event as the schema has it: what the sender left out is filled in, the same each time. What is of the wrong kind
 * stays as it is, for the schema to complain of.
 */
export function completeEvent(
  given: Given,
  { settings, receivedAt, deliveryId }: Context,
  findings: Findings,
): Given {
  const { problems } = findings
  const platform = given['platform']
  const label =
    typeof platform === 'string' &&
    Object.hasOwn(settings.platforms, platform) &&
    settings.platforms[platform]
  if (!label)
    problems.push(
      `platform: ${receivedAs(platform)}, expected ${oneOf(Object.keys(settings.platforms))} (the setting platforms)`,
    )
  const qualify = (id: unknown) => qualified(id, platform)
  const kind = given['kind'] ?? 'message.created'
  const isCreated = kind === 'message.created'
  const visibility = given['visibility'] ?? 'private'
  if (visibility === 'public' && privateSurfaces.has(given['surface']))
    problems.push('visibility: what is said there is never public')

  const target =
    given['target'] === undefined ? undefined : completeTarget(inside(given, 'target'), given, qualify)
  const message = completeMessage(given, { isCreated, deliveryId, qualify }, findings)
  const messageId = idText(message?.['id'])
  const about = idText(target?.['messageId'])
  if (!messageId && !about && typeof kind === 'string' && needsMessage.test(kind))
    problems.push(
      `${kind.startsWith('message.') ? 'message.id' : 'target.messageId'}: missing, expected the message that it is about`,
    )

  const outbound = given['direction'] === 'outbound' || inside(given, 'author')['role'] === 'company'
  const author = completePerson(given['author'], outbound ? 'company' : 'customer', platform)
  const conversation = completeConversation(given, { isCreated, messageId, about, author, qualify })
  const account = withFields(
    { id: platform, ...inside(given, 'account') },
    { id: idText(inside(given, 'account')['id']) },
  )
  const version =
    isCreated || kind === 'message.deleted' ? undefined : (idText(message?.['version']) ?? deliveryId)
  const time = readTime(given['occurredAt'])
  // As of a mail: a clock that is a day ahead tells nothing.
  const isAhead = typeof time === 'string' && Date.parse(time) - Date.parse(receivedAt) > day
  const occurredAt = isAhead ? undefined : time

  const { work: _, extensions: __, receivedAt: ___, ...others } = given
  return withFields(others, {
    schemaVersion: given['schemaVersion'] ?? '1',
    id: completeId(given['id'], platform, [idText(account['id']), kind, messageId ?? about, version]),
    kind,
    ...(label && platform !== 'standard' && { platformLabel: label }),
    account: given['account'] === undefined || isGiven(given['account']) ? account : undefined,
    occurredAt: occurredAt ?? receivedAt,
    occurredAtSource: occurredAt === undefined ? 'received' : (given['occurredAtSource'] ?? 'platform'),
    receivedAt,
    visibility,
    addressing: given['addressing'] ?? 'direct',
    direction:
      given['direction'] === 'community'
        ? 'inbound'
        : (given['direction'] ?? (outbound ? 'outbound' : 'inbound')),
    conversation,
    message,
    target,
    author,
    actor: completePerson(given['actor'], 'customer', platform),
    reply: completeReply(given['reply'], visibility),
    authenticity: { ...inside(given, 'authenticity'), method: 'standard-webhooks', proven: true },
  })
}

const needsMessage = /^(?:message\.(?!created)|reaction\.)/

function completeId(id: unknown, platform: unknown, parts: readonly unknown[]): unknown {
  const given = idText(id)
  if (id !== undefined && given === undefined) return id
  if (given !== undefined && finishedId.test(given)) return given
  const named = (part: unknown) => (typeof part === 'string' ? part : undefined)
  return eventId('standard', named(platform), ...(given === undefined ? parts.map(named) : ['id', given]))
}

function completeTarget(target: Given, given: Given, qualify: (id: unknown) => unknown): Given | undefined {
  if (!isGiven(given['target'])) return undefined
  return withFields(target, { messageId: qualify(target['messageId']), until: readTime(target['until']) })
}

function completeReply(reply: unknown, visibility: unknown): unknown {
  if (reply !== undefined && !isGiven(reply)) return reply
  const windows = reply?.['windows'] ?? []
  return withFields(reply ?? {}, {
    public: reply?.['public'] ?? visibility === 'public',
    windows: Array.isArray(windows)
      ? windows.map((each) => (isGiven(each) ? withFields(each, { until: readTime(each['until']) }) : each))
      : windows,
  })
}
