import * as z from 'zod'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { sha256 } from '../../core/ids.ts'
import { fine, wrong } from '../../kits/delivery/finding.ts'
import type { ApiRequest, ApiResponse } from '../../kits/http/json-api.ts'
import type { GenesysSettings } from './settings.ts'

export interface Check {
  readonly request: ApiRequest
  /** As the roles of Genesys Cloud name it. */
  readonly right: string
  /** What it is needed for, after `in order to`. */
  readonly purpose: string
  /** Of responses that are about this and not about the client. */
  judge(response: ApiResponse): ProbeFinding
}

/** An id that nobody has: another for each probe. */
function nobody(now: Date): string {
  const hex = sha256(`netzdialog probe ${now.toISOString()}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What is found under an id that nobody has: nothing. */
export function lookUp(now: Date): Check {
  return {
    request: { path: `conversations/messages/${nobody(now)}` },
    right: 'conversation:communication:view',
    purpose: 'see whether a conversation is still open',
    judge: ({ status }) =>
      status < 300
        ? wrong('look-up', `it finds a conversation under an id that nobody has (answered ${status})`)
        : fine('look-up', 'it finds no conversation under an id that nobody has'),
  }
}

export function checksOf(settings: GenesysSettings, now: Date): Check[] {
  const { integrations, social, answered, withdrawn } = settings
  const takesBack = answered === 'disconnect' || withdrawn === 'disconnect'
  const named = Object.entries(integrations ?? {})
  return [
    ...named.flatMap(([platform, id]) =>
      id === undefined ? [] : [integrationCheck(`integrations.${platform}`, id)],
    ),
    ...(named.length > 0 ? [receiveCheck(now)] : []),
    rightCheck(
      { path: `conversations/messages/${nobody(now)}/details` },
      'conversation:message:view',
      'see that an accepted message has come to be',
    ),
    rightCheck(
      {
        method: 'PATCH',
        path: `conversations/${nobody(now)}/participants/${nobody(now)}/attributes`,
        json: { attributes: {} },
      },
      'conversation:participant:attributesedit',
      'show agents what the company has answered elsewhere',
    ),
    ...(takesBack
      ? [
          rightCheck(
            {
              method: 'PATCH',
              path: `conversations/messages/${nobody(now)}`,
              json: { state: 'disconnected' },
            },
            'conversation:communication:disconnect',
            'take conversations back (or set answered and withdrawn to `leave`)',
          ),
        ]
      : []),
    ...(social ? socialChecks(social, now) : []),
  ]
}

/** Asked for where there is nothing to use it on: everything but a refusal for want of it says that it is there. */
function rightCheck(request: ApiRequest, right: string, purpose: string): Check {
  return {
    request,
    right,
    purpose,
    judge: ({ status }) =>
      status < 300
        ? wrong(
            'answer',
            `it takes a request for an id that nobody has (answered ${status}): ask its operator`,
          )
        : fine('rights', `the OAuth client may ${purpose}`),
  }
}

/** A message for an integration that nobody has: it reaches nobody. */
function receiveCheck(now: Date): Check {
  const from = { id: 'netzdialog-probe', idType: 'Opaque' }
  const json = {
    channel: { messageId: `probe_${now.getTime()}`, from, time: now.toISOString() },
    text: 'probe',
  }
  const path = `conversations/messages/${nobody(now)}/inbound/open/message`
  return rightCheck({ method: 'POST', path, json }, 'conversation:message:receive', 'bring private messages')
}

const integration = z.looseObject({ createStatus: z.string().optional() })

function integrationCheck(field: string, id: string): Check {
  return {
    request: { path: `conversations/messaging/integrations/open/${id}` },
    right: 'messaging:integration:view',
    purpose: 'see whether integrations exist',
    judge: (response) => {
      if (response.status >= 300)
        return wrong('address', `there is no Open Messaging integration with the id in ${field}: correct it`)
      return response.json(integration)?.createStatus === 'Error'
        ? wrong('address', `the integration of ${field} was not made whole: make it anew`)
        : fine('address', `the integration of ${field} is there`)
    },
  }
}

function socialChecks(
  { topicId, ruleId, escalation }: NonNullable<GenesysSettings['social']>,
  now: Date,
): Check[] {
  const rule = `socialmedia/topics/${topicId}/dataingestionrules/open/${ruleId}`
  return [
    activeCheck(`socialmedia/topics/${topicId}`, 'topic', 'socialmedia:topic:view'),
    activeCheck(rule, 'rule', 'socialmedia:openDataIngestionRule:view'),
    {
      ...rightCheck(
        { method: 'POST', path: `${rule}/messages/bulk`, json: [] },
        'socialmedia:message:receive',
        'bring public contacts',
      ),
      // A list without a message is taken or refused for being empty, and neither leaves anything.
      judge: ({ status }) =>
        status === 404
          ? wrong('address', 'the topic takes nothing by this rule: correct social.topicId and social.ruleId')
          : fine('rights', 'the OAuth client may bring public contacts'),
    },
    ...(escalation ? escalationChecks(escalation, now) : []),
  ]
}

const state = z.looseObject({ status: z.string().optional() })
const plainWord = /^[A-Za-z]{1,30}$/

function activeCheck(path: string, what: 'topic' | 'rule', right: string): Check {
  const field = `social.${what}Id`
  return {
    request: { path },
    right,
    purpose: `see whether the ${what} takes messages`,
    judge: (response) => {
      if (response.status >= 300)
        return wrong('address', `there is no ${what} with the id in ${field}: correct it`)
      const status = response.json(state)?.status ?? 'Active'
      if (status === 'Active') return fine('address', `the ${what} of ${field} is there and active`)
      const shown = plainWord.test(status) ? ` (${status})` : ''
      return wrong('address', `the ${what} of ${field} is not active${shown}: activate it`)
    },
  }
}

function escalationChecks(
  { divisionId, integrationId }: NonNullable<NonNullable<GenesysSettings['social']>['escalation']>,
  now: Date,
): Check[] {
  const json = {
    socialMediaNormalizedMessageId: nobody(now),
    escalationTarget: { targetType: 'Conversation', destination: 'SourceIntegration' },
  }
  const path = `socialmedia/escalations/messages?divisionId=${divisionId}`
  return [
    rightCheck({ method: 'POST', path, json }, 'socialmedia:message:escalate', 'escalate public contacts'),
    ...(integrationId === undefined
      ? []
      : [integrationCheck('social.escalation.integrationId', integrationId)]),
  ]
}
