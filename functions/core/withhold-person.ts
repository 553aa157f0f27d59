import type { ContactEvent, Message, Person } from '../../schemas/contact-event.ts'
import { compact } from './compact.ts'
import { withoutOwn } from './own-reason.ts'
import { isAddress, personKey, scopeOf } from './person-key.ts'
import { type HasTerm, namesAny, termsOf, withoutTerms } from './person-terms.ts'
import { withhold } from './withhold.ts'

/** What an event has to do with people who were erased. */
export interface Relation {
  /** They wrote it. */
  readonly author: boolean
  /** They did it. */
  readonly actor: boolean
  /** It is written to them, in their conversation, under what they wrote, or quotes that. */
  readonly concerns: boolean
  /** It came in after the erasure: then only what it quotes of before is to go. */
  readonly later: boolean
  /** Whether somebody whom it names was erased, by a key of `personKey`. */
  readonly isErased: (key: string) => boolean
  /** How else they are called. */
  readonly names: HasTerm
}

/** An event without the words, names and addresses of people who were erased; the same one where it has none. */
export function withholdPerson<Event extends ContactEvent>(event: Event, relation: Relation): Event {
  const withheld = withholdWords(event, relation)
  const isWhole = relation.later ? tells(withheld) === tells(event) : withheld === event
  return isWhole && !ownTexts(event).some((text) => namesAny(text, relation.names))
    ? withheld
    : withoutOwn(withheld)
}

/** What may go of an event that came in later; where it has gone, what one's own functions made of it goes too. */
function tells({ message, conversation }: ContactEvent): string {
  const { html, quoted, text } = message ?? {}
  return JSON.stringify([html, quoted, text, conversation.subject, conversation.startedBy?.id])
}

/** Texts that functions of one's own have put into an event. */
function ownTexts({ extensions, work }: ContactEvent): string[] {
  return [...textsIn(extensions), ...(work ? [work.reason] : [])]
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)])
}

function withholdWords<Event extends ContactEvent>(event: Event, relation: Relation): Event {
  const { author, actor, concerns, later } = relation
  if (later) {
    if (author) return withoutQuotes(event)
    return concerns ? withoutStarter(withoutQuotes(withoutSubject(event)), relation.isErased) : event
  }
  if (!author && !actor && !concerns) return withoutNames(event, relation.names)
  const names = namesIn(event, relation)
  const nameless = withoutPeople(event, relation, names)
  if (author) return withoutLinks(withhold(nameless, 'erased'), names)
  if (!concerns) return nameless
  // What the company says to somebody tells of them.
  if (event.direction === 'outbound') return withoutLinks(withhold(nameless, 'erased'), names)
  return withoutNames(withoutQuotes(withoutSubject(nameless)), names)
}

function namesIn(event: ContactEvent, { author, actor, isErased, names }: Relation): HasTerm {
  const scope = scopeOf(event)
  const named = [
    ...(author && event.author ? [event.author] : []),
    ...(actor && event.actor ? [event.actor] : []),
    ...peopleNamed(event).filter((each) => isThem(each, scope, isErased)),
  ]
  const own = new Set(named.flatMap(termsOf))
  return (term) => own.has(term) || names(term)
}

/** Whom an event names besides its author. */
export function peopleNamed({ recipients = [], replyTo, message }: ContactEvent): Named[] {
  return [...recipients, ...(replyTo ? [replyTo] : []), ...(message?.mentions ?? [])]
}

type Named = { id?: string | undefined; email?: string | undefined; name?: string | undefined }

function isThem(
  { id, email }: Named,
  scope: string | undefined,
  isErased: (key: string) => boolean,
): boolean {
  if (email !== undefined && isErased(personKey({ id: email }))) return true
  return id !== undefined && isErased(personKey({ id, scope: isAddress(id) ? undefined : scope }))
}

function withoutPeople<Event extends ContactEvent>(event: Event, relation: Relation, names: HasTerm): Event {
  const { isErased } = relation
  const scope = scopeOf(event)
  const isTheirs = (each: Named) => isThem(each, scope, isErased)
  const { recipient, diagnostic, ...receipt } = event.receipt ?? {}
  const isReceiver = recipient !== undefined && isTheirs({ email: recipient })
  const ownReferral = relation.author || relation.actor
  const { author, actor, recipients, message } = event
  const { referral, replyTo, ...rest } = event
  return {
    ...rest,
    ...compact({
      referral: ownReferral ? undefined : referral,
      // Whoever writes may have answers go to another address of theirs.
      replyTo: relation.author || (replyTo && isTheirs(replyTo)) ? undefined : replyTo,
      author: author && relation.author ? idsOf(author) : author,
      actor: actor && relation.actor ? idsOf(actor) : actor,
      recipients: recipients?.map((each) => (isTheirs(each) ? withoutName(each) : each)),
      receipt: isReceiver ? receipt : undefined,
      conversation: withoutStarter(event, isErased).conversation,
      message: message && withoutMentions(message, isTheirs, names),
    }),
  } as Event
}

function withoutStarter<Event extends ContactEvent>(event: Event, isErased: Relation['isErased']): Event {
  const { startedBy, ...conversation } = event.conversation
  if (!startedBy || !isAddress(startedBy.id) || !isErased(personKey({ id: startedBy.id }))) return event
  return { ...event, conversation }
}

/** Ids by which the destination finds what it is to erase itself. */
function idsOf({ role, id, scope }: Person): Person {
  return compact({ role, id, scope })
}

function withoutName<Each extends Named & { kind?: string | undefined }>({ id, kind }: Each): Each {
  return compact({ id: id === undefined || isAddress(id) ? undefined : id, kind }) as Each
}

function withoutMentions(message: Message, isTheirs: (each: Named) => boolean, names: HasTerm): Message {
  const { mentions, links, ...rest } = message
  return {
    ...rest,
    ...compact({
      mentions: mentions?.filter((each) => !isTheirs(each)),
      links: links?.filter(({ url, title = '' }) => !namesAny(`${url} ${title}`, names)),
    }),
  }
}

/** Addresses of messages that name who wrote them. */
function withoutLinks<Event extends ContactEvent>(event: Event, names: HasTerm): Event {
  const { url, ...conversation } = event.conversation
  const { message } = event
  const { url: _, ...rest } = message ?? { url: undefined }
  return {
    ...event,
    ...(url !== undefined && namesAny(url, names) && { conversation }),
    ...(message?.url !== undefined && namesAny(message.url, names) && { message: rest }),
  } as Event
}

const quotedLine = /^[^\S\n]{0,8}>.*\n?/gm

/** Without what came along of earlier messages, in whatever shape. */
function withoutQuotes<Event extends ContactEvent>(event: Event): Event {
  if (!event.message) return event
  const { quoted: _, ...unquoted } = event.message
  const { html: __, text, ...message } = unquoted
  if (text === undefined) return { ...event, message: unquoted }
  return { ...event, message: { ...message, text: text.replace(quotedLine, '') } }
}

function withoutSubject<Event extends ContactEvent>(event: Event): Event {
  const { subject: _, ...conversation } = event.conversation
  return event.surface === 'email' ? { ...event, conversation } : event
}

/** Somebody else's message without the names. */
function withoutNames<Event extends ContactEvent>(event: Event, names: HasTerm): Event {
  const texts = [event.message?.text, event.message?.html, event.message?.quoted, event.conversation.subject]
  if (!texts.some((text) => text !== undefined && namesAny(text, names))) return event
  if (event.direction === 'outbound') return withoutLinks(withhold(event, 'erased'), names)
  const { html: _, quoted: __, ...message } = event.message ?? { id: '', attachments: [] }
  const { subject } = event.conversation
  return {
    ...event,
    ...(subject !== undefined && {
      conversation: { ...event.conversation, subject: withoutTerms(subject, names) },
    }),
    ...(event.message && {
      message: {
        ...message,
        ...(message.text !== undefined && { text: withoutTerms(message.text, names) }),
      },
    }),
  }
}
