import type { ContactEvent, Work } from '../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../schemas/deployment.ts'
import type { Condition, RoutingRules, Rule } from '../../schemas/routing-rules.ts'
import type { OwnDecision } from '../contracts/own-functions.ts'
import { mayHold } from './may-hold.ts'
import { withDecision } from './with-decision.ts'

export interface Choice {
  /** Destination names, each once. */
  readonly to: string[]
  readonly work: Work
  /** No rule matched, or the only ones named public destinations for a private event. */
  readonly unmatched: boolean
  /** Why, as the archive keeps it. */
  readonly by: string
}

/**
 * Applies the operator's rules: who gets the event, and whether it means something else for work.
 *
 * @param sentTo who has the message that is edited, hidden or deleted: they get that too. The change may tell
 *   less than the message (X deletes a bare id), so that a rule would not know it again.
 * @param own somebody's own decision, which goes before the rules
 */
export function chooseDestinations(
  event: ContactEvent & { work: Work },
  routing: Pick<RoutingRules, 'match' | 'rules'>,
  destinations: readonly Pick<DestinationConfig, 'name' | 'holds'>[],
  sentTo: readonly string[] = [],
  own?: { readonly decision: OwnDecision; readonly ticketExists: boolean },
): Choice {
  const applied = applyRules(event, routing)
  const byRules = withEffect(event.work, applied)
  const work = own ? withDecision(byRules, own.decision, own.ticketExists) : byRules
  const to = own?.decision.to
  const asked = to === undefined ? askedByRules(applied, work) : to === 'ignore' ? [] : to
  const named = new Set([...asked, ...sentTo])
  const allowed = destinations.filter(({ name, holds }) => named.has(name) && mayHold(holds, event))
  // What a rule asks for anyway would be told from it only until this very change has been written down once.
  const isAsSent = allowed.some(({ name }) => !asked.includes(name))
  const by = [...(to === undefined ? numbersOf(applied, routing) : ['own']), ...(isAsSent ? ['sent'] : [])]
  return {
    to: allowed.map(({ name }) => name),
    work,
    unmatched: allowed.length === 0 && ((applied.length === 0 && to === undefined) || named.size > 0),
    by: by.join(),
  }
}

/** The rules that apply; those of each mailbox for a mail that was delivered to several. */
function applyRules(event: ContactEvent, { match, rules }: Pick<RoutingRules, 'match' | 'rules'>): Rule[] {
  const applied = [event.account.id, ...(event.account.others ?? [])].flatMap((account) => {
    const matching = rules.filter((rule) => matches(event, account, rule.when))
    return match === 'first' ? matching.slice(0, 1) : matching
  })
  return [...new Set(applied)]
}

/** Numbers of the rules that apply to an event, from 1, for people who ask why it went where it did. */
export function rulesOf(event: ContactEvent, routing: Pick<RoutingRules, 'match' | 'rules'>): number[] {
  return numbersOf(applyRules(event, routing), routing)
}

function numbersOf(applied: readonly Rule[], { rules }: Pick<RoutingRules, 'rules'>): number[] {
  return applied.map((rule) => rules.indexOf(rule) + 1)
}

function matches(event: ContactEvent, account: string, when: Condition): boolean {
  const holds = <Value>(values: readonly Value[] | undefined, value: Value | undefined) =>
    values === undefined || (value !== undefined && values.includes(value))
  return (
    holds(when.platform, event.platform) &&
    holds(when.surface, event.surface) &&
    holds(when.account, account) &&
    holds(when.kind, event.kind) &&
    holds(when.visibility, event.visibility) &&
    holds(when.direction, event.direction) &&
    holds(when.addressing, event.addressing) &&
    holds(when.language, event.message?.language) &&
    (when.automated === undefined || when.automated === (event.message?.automated !== undefined))
  )
}

function withEffect(work: Work, rules: readonly Rule[]): Work {
  const effect = rules.find((rule) => rule.effect !== undefined)?.effect
  if (effect === undefined || effect === work.effect) return work
  return { ...work, effect, reopen: effect === 'append' && work.reopen, reason: 'as a rule says' }
}

function askedByRules(rules: readonly Rule[], work: Work): string[] {
  return rules.flatMap((rule) => (asks(rule, work) && rule.to !== 'ignore' ? rule.to : []))
}

function asks(rule: Rule, work: Work): boolean {
  return work.effect !== 'none' || rule.forward === 'all'
}
