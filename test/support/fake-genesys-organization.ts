import { sha256 } from '../../functions/core/ids.ts'

export interface FakeCall {
  readonly method: string
  /** Below `/api/v2/`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly json: unknown
}

export interface FakeAnswer {
  readonly status: number
  readonly body?: unknown
}

interface Sent {
  channel: {
    messageId?: string
    from: { id: string; nickname?: string }
    time: string
    publicMetadata?: unknown
  }
  text?: string
  content?: { attachment?: { url: string; mediaType: string } }[]
  metadata?: Record<string, string>
}

export interface FakeMessage extends Sent {
  readonly id: string
}

export interface FakeConversation {
  readonly id: string
  readonly integration: string
  readonly from: string
  readonly messages: FakeMessage[]
  readonly attributes: Record<string, string>
  state: 'waiting' | 'attended' | 'ended'
}

/** What a stand-in for an organization of Genesys Cloud keeps: threads by person and integration, and dedupes nothing. */
export class FakeGenesysOrganization {
  readonly integrations = new Set<string>()
  readonly rules = new Map<string, { topic: string; status: string }>()
  readonly divisions = new Set<string>()
  readonly missing = new Set<string>()
  readonly conversations: FakeConversation[] = []
  readonly social: FakeMessage[] = []
  /** By the social message. */
  readonly escalated = new Map<string, FakeConversation>()
  /** Whether it says 202 and shows a message only after so many looks. */
  looksUntilThere: number | undefined
  looksUntilEscalated = 0
  #made = 0
  readonly #looks = new Map<string, number>()

  answer(call: FakeCall): FakeAnswer {
    for (const [method, pattern, permission, handle] of this.#routes) {
      const found = call.method === method ? pattern.exec(call.path) : null
      if (!found) continue
      if (this.missing.has(permission)) return refused(403, 'missing.permissions', `lacks: ${permission}`)
      const [first = '', second = ''] = found.slice(1)
      return handle(call, first, second)
    }
    return refused(404, 'not.found')
  }

  readonly #routes: [
    method: string,
    path: RegExp,
    permission: string,
    handle: (call: FakeCall, first: string, second: string) => FakeAnswer,
  ][] = [
    [
      'POST',
      /^conversations\/messages\/([^/]+)\/inbound\/open\/message$/,
      'conversation:message:receive',
      (call, id) => this.#receive(call.json as Sent, id),
    ],
    [
      'GET',
      /^conversations\/messages\/([^/]+)\/details$/,
      'conversation:message:view',
      (_, id) => this.#details(id),
    ],
    [
      'POST',
      /^conversations\/messages\/([^/]+)\/messages\/bulk$/,
      'conversation:message:view',
      (call, id) => this.#bulk(call.json as string[], id),
    ],
    [
      'GET',
      /^conversations\/messages\/([^/]+)$/,
      'conversation:communication:view',
      (_, id) => this.#conversation(id),
    ],
    [
      'PATCH',
      /^conversations\/messages\/([^/]+)$/,
      'conversation:communication:disconnect',
      (_, id) => this.#disconnect(id),
    ],
    [
      'PATCH',
      /^conversations\/([^/]+)\/participants\/([^/]+)\/attributes$/,
      'conversation:participant:attributesedit',
      (call, id) => this.#attributes(call.json as { attributes: Record<string, string> }, id),
    ],
    [
      'GET',
      /^conversations\/messaging\/integrations\/open\/([^/]+)$/,
      'messaging:integration:view',
      (_, id) => this.#integration(id),
    ],
    ['GET', /^socialmedia\/topics\/([^/]+)$/, 'socialmedia:topic:view', (_, id) => this.#topic(id)],
    [
      'GET',
      /^socialmedia\/topics\/([^/]+)\/dataingestionrules\/open\/([^/]+)$/,
      'socialmedia:openDataIngestionRule:view',
      (_, topic, id) => this.#rule(topic, id),
    ],
    [
      'POST',
      /^socialmedia\/topics\/([^/]+)\/dataingestionrules\/open\/([^/]+)\/messages\/bulk$/,
      'socialmedia:message:receive',
      (call, topic, id) => this.#ingest(call.json as Sent[], topic, id),
    ],
    [
      'POST',
      /^socialmedia\/escalations\/messages$/,
      'socialmedia:message:escalate',
      (call) => this.#escalate(call),
    ],
  ]

  /** Every message that agents see, in order. */
  get texts(): string[] {
    return this.conversations.flatMap(({ messages }) => messages.map(({ text }) => text ?? ''))
  }

  #id(): string {
    const hex = sha256(`fake ${this.#made++}`)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  #receive(sent: Sent, integration: string): FakeAnswer {
    if (!this.integrations.has(integration)) return refused(404, 'not.found')
    const { id: from } = sent.channel.from
    const conversation = this.#openOrBegin(integration, from)
    const message = { ...sent, id: this.#id() }
    conversation.messages.push(message)
    const pending = this.looksUntilThere !== undefined
    if (pending) this.#looks.set(message.id, this.looksUntilThere ?? 0)
    return {
      status: pending ? 202 : 200,
      body: {
        id: message.id,
        type: 'Text',
        channel: {
          ...sent.channel,
          id: integration,
          platform: 'Open',
          type: 'Private',
          to: { id: integration },
        },
        text: sent.text,
        ...(!pending && { conversationId: conversation.id }),
      },
    }
  }

  #openOrBegin(integration: string, from: string): FakeConversation {
    const open = this.conversations.find(
      (each) => each.integration === integration && each.from === from && each.state !== 'ended',
    )
    if (open) return open
    const id = this.#id()
    const begun: FakeConversation = { id, integration, from, messages: [], attributes: {}, state: 'waiting' }
    this.conversations.push(begun)
    return begun
  }

  #details(id: string): FakeAnswer {
    const conversation = this.conversations.find(({ messages }) => messages.some((each) => each.id === id))
    const message = conversation?.messages.find((each) => each.id === id)
    const looks = this.#looks.get(id) ?? 0
    this.#looks.set(id, looks - 1)
    if (!conversation || !message || looks > 0) return refused(404, 'not.found')
    return { status: 200, body: messageData(message, conversation) }
  }

  #bulk(ids: string[], id: string): FakeAnswer {
    const conversation = this.conversations.find((each) => each.id === id)
    if (!conversation) return refused(404, 'not.found')
    const found = conversation.messages.filter((each) => ids.includes(each.id))
    return { status: 200, body: { entities: found.map((each) => messageData(each, conversation)) } }
  }

  #conversation(id: string): FakeAnswer {
    const conversation = this.conversations.find((each) => each.id === id)
    if (!conversation) return refused(404, 'conversation.error.conversation.not.found')
    const { from, messages, state } = conversation
    const stateOf = (live: boolean) => ({ state: live ? 'connected' : 'disconnected' })
    return {
      status: 200,
      body: {
        id,
        participants: [
          {
            id: `${id}-customer`,
            purpose: 'customer',
            ...stateOf(state !== 'ended'),
            fromAddress: { addressRaw: from, addressNormalized: from },
            messages: messages.map((each) => ({ messageId: each.id })),
          },
          { id: `${id}-acd`, purpose: 'acd', ...stateOf(state === 'waiting') },
          ...(state === 'attended' ? [{ id: `${id}-agent`, purpose: 'agent', ...stateOf(true) }] : []),
        ],
      },
    }
  }

  #disconnect(id: string): FakeAnswer {
    const conversation = this.conversations.find((each) => each.id === id)
    if (!conversation) return refused(404, 'not.found')
    conversation.state = 'ended'
    return { status: 200, body: { id, participants: [], startTime: '2026-11-21T10:00:00.000Z' } }
  }

  #attributes({ attributes }: { attributes: Record<string, string> }, id: string): FakeAnswer {
    const conversation = this.conversations.find((each) => each.id === id)
    if (!conversation) return refused(404, 'conversation.error.participant.not.found')
    Object.assign(conversation.attributes, attributes)
    return { status: 202 }
  }

  #integration(id: string): FakeAnswer {
    if (!this.integrations.has(id)) return refused(404, 'not.found')
    const webhook = {
      outboundNotificationWebhookUrl: 'https://hooks.acme.test',
      outboundNotificationWebhookSignatureSecretToken: 'x',
    }
    return { status: 200, body: { id, name: 'Messenger', createStatus: 'Completed', ...webhook } }
  }

  #topic(id: string): FakeAnswer {
    const known = [...this.rules.values()].some(({ topic }) => topic === id)
    return known ? { status: 200, body: { id, status: 'Active' } } : refused(404, 'topic.not.found')
  }

  #rule(topic: string, id: string): FakeAnswer {
    const rule = this.rules.get(id)
    if (rule?.topic !== topic) return refused(404, 'dataingestionrule.not.found')
    return { status: 200, body: { id, name: 'Facebook', status: rule.status, platform: 'Open' } }
  }

  #ingest(list: Sent[], topic: string, id: string): FakeAnswer {
    if (this.rules.get(id)?.topic !== topic) return refused(404, 'not.found')
    if (list.length === 0) return refused(400, 'empty.open.messages')
    const taken = list.map((sent) => ({ ...sent, id: this.#id() }))
    this.social.push(...taken)
    return {
      status: 202,
      body: {
        entities: taken.map((each) => ({
          ...each,
          channel: { ...each.channel, id: topic, platform: 'Open' },
        })),
      },
    }
  }

  #escalate({ json, query }: FakeCall): FakeAnswer {
    const { socialMediaNormalizedMessageId: id } = json as { socialMediaNormalizedMessageId: string }
    if (!this.divisions.has(query.get('divisionId') ?? ''))
      return refused(403, 'missing.division.permissions')
    const message = this.social.find((each) => each.id === id)
    if (!message || this.looksUntilEscalated-- > 0) return refused(404, 'not.found')
    if (this.escalated.has(id)) return refused(400, 'social.escalation.previously.escalated')
    const conversation = this.#openOrBegin('social', message.channel.from.id)
    conversation.messages.push({ ...message, id: this.#id() })
    this.escalated.set(id, conversation)
    return {
      status: 200,
      body: {
        socialMediaNormalizedMessageId: id,
        conversationNormalizedMessageId: conversation.messages.at(-1)?.id,
        escalationStatus: 'Manual',
      },
    }
  }
}

function messageData(
  { id, channel, text = '', metadata }: FakeMessage,
  { id: conversationId }: FakeConversation,
) {
  const normalizedMessage = {
    id,
    type: 'Text',
    channel: { messageId: channel.messageId, from: channel.from },
    text,
    metadata,
  }
  return {
    id,
    status: 'received',
    textBody: text,
    timestamp: channel.time,
    conversationId,
    normalizedMessage,
  }
}

export function refused(status: number, code: string, message = 'a sentence that quotes'): FakeAnswer {
  return {
    status,
    body: { status, code, message, messageParams: {}, contextId: 'c-1', details: [], errors: [] },
  }
}
