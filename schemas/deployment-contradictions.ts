import type * as z from 'zod'
import type { Domain } from './domain.ts'
import { eventPlatforms } from './event-platforms.ts'
import { isCatchAll, type routingRules, takesAllOf } from './routing-rules.ts'
import type { Shield } from './shield.ts'

interface Contradiction {
  path: (string | number)[]
  message: string
}

/** What no field says alone: where it stands, what was received, what to do. */
export function contradictions(value: {
  platforms: Readonly<
    Record<
      string,
      {
        adapter?: string | undefined
        uploads?: boolean | undefined
        receiving?: unknown
        stored?: boolean | undefined
        connection?: { watched: boolean; credentials: boolean; mend: boolean } | undefined
      }
    >
  >
  watch: boolean
  destinations: { name: string; holds: string; draining: boolean }[]
  routing: z.infer<typeof routingRules>
  shield?: Shield | undefined
  domain?: Domain | undefined
}): Contradiction[] {
  const found = [...shieldMistakes(value), ...findMisplaced(value.platforms), ...findUnwatched(value)]
  const platforms = new Set(eventPlatforms(value))
  const byName = new Map(value.destinations.map((each) => [each.name, each]))
  for (const [index, { name }] of value.destinations.entries()) {
    if (value.destinations.findIndex((other) => other.name === name) !== index)
      found.push({
        path: ['destinations', index, 'name'],
        message: `"${name}" is taken: give it another name`,
      })
  }
  for (const [index, rule] of value.routing.rules.entries()) {
    for (const [at, platform] of (rule.when.platform ?? []).entries()) {
      if (platforms.has(platform)) continue
      found.push({
        path: ['routing', 'rules', index, 'when', 'platform', at],
        message: `"${platform}" is no platform here (${[...platforms].join(', ')}): correct it, or enable it in platforms`,
      })
    }
    const before = ruleBefore(value.routing, index)
    if (before !== undefined)
      found.push({
        path: ['routing', 'rules', index],
        message: isCatchAll(value.routing.rules[before]?.when ?? {})
          ? 'is never asked, for a rule before it takes everything: move it up and give it a "when", name its destinations in that rule\'s "to", or set match: \'all\''
          : `is never asked, for routing.rules[${before}] takes all that it would: move it up, change one of their "when", or set match: 'all'`,
      })
    if (rule.to === 'ignore') continue
    for (const name of rule.to) {
      const target = byName.get(name)
      const path = ['routing', 'rules', index, 'to']
      if (!target) {
        const known = [...byName.keys()].join(', ')
        found.push({
          path,
          message: `"${name}" is not in destinations (${known}): correct it or add it there`,
        })
      } else if (target.draining)
        found.push({
          path,
          message: `"${name}" is draining: take it out of this rule, and name there who is to get what it got`,
        })
      else if (target.holds === 'public' && rule.when.visibility?.join() !== 'public')
        found.push({
          path,
          message: `"${name}" holds public contacts only: add visibility: ['public'] to this rule's "when"`,
        })
    }
  }
  const last = value.routing.rules.at(-1)
  if (last && Object.keys(last.when).length > 0)
    found.push({
      path: ['routing', 'rules', value.routing.rules.length - 1, 'when'],
      message:
        "must be empty, so that no event is left without a rule: add a last rule { to: [...] } or { to: 'ignore' }",
    })
  return found
}

function shieldMistakes({
  shield,
  domain,
}: {
  shield?: Shield | undefined
  domain?: Domain | undefined
}): Contradiction[] {
  if (!shield) return []
  const at = (path: string[], message: string) => [{ path, message }]
  return [
    ...(domain && shield.certificateArn === undefined
      ? at(
          ['shield', 'certificateArn'],
          `is missing: ${domain.name} leads to CloudFront then, which needs a certificate for it in us-east-1`,
        )
      : []),
    ...(!domain && shield.certificateArn !== undefined
      ? at(
          ['shield', 'certificateArn'],
          'is for the name in domain, and there is none: add domain, or take this out',
        )
      : []),
    ...(domain?.truststore
      ? at(
          ['domain', 'truststore'],
          'does not go with shield, for CloudFront takes no client certificates: give the platform a domain of its own (platforms.<name>.domain)',
        )
      : []),
  ]
}

/** Gateways that hand out mails that lie with them. */
const storing: ReadonlySet<string> = new Set(['resend', 'mailgun'])

/** Ways for large mail that a platform has not, or has to have. */
function findMisplaced(platforms: Parameters<typeof contradictions>[0]['platforms']): Contradiction[] {
  return Object.entries(platforms).flatMap(([name, { adapter, uploads, receiving, stored }]) => [
    ...(uploads === true && name !== 'mime' && adapter === undefined
      ? [{ path: ['platforms', name, 'uploads'], message: `is for mime, not for ${name}: take it out` }]
      : []),
    ...(receiving !== undefined && name !== 'ses'
      ? [{ path: ['platforms', name, 'receiving'], message: `is for ses, not for ${name}: take it out` }]
      : []),
    ...(stored === true && !storing.has(name) && adapter === undefined
      ? [
          {
            path: ['platforms', name, 'stored'],
            message: `is for ${[...storing].join(' and ')}, not for ${name}: take it out`,
          },
        ]
      : []),
    ...(stored !== true && name === 'resend' && adapter === undefined
      ? [
          {
            path: ['platforms', name, 'stored'],
            message: 'must be true: the webhooks of Resend only point to mails, which are then fetched',
          },
        ]
      : []),
  ])
}

/** What the watch is to have or to do where nobody looks. */
function findUnwatched({
  platforms,
  watch,
}: Pick<Parameters<typeof contradictions>[0], 'platforms' | 'watch'>): Contradiction[] {
  return Object.entries(platforms).flatMap(([name, { connection }]) => {
    if (!connection || (watch && connection.watched)) return []
    const why = watch ? '"watched" is false beside it' : '"watch" is false'
    return (['credentials', 'mend'] as const)
      .filter((each) => connection[each])
      .map((each) => ({
        path: ['platforms', name, 'connection', each],
        message: `is for the watch, and ${why}: take one of them out`,
      }))
  })
}

/** Of `match: 'first'`: which rule before it takes all that it would. */
function ruleBefore({ match, rules }: z.infer<typeof routingRules>, index: number): number | undefined {
  const when = rules[index]?.when
  if (match !== 'first' || !when) return undefined
  // The last has to be empty, even where one that names all values leaves nothing to it.
  const isRequired = index === rules.length - 1 && Object.keys(when).length === 0
  const before = rules
    .slice(0, index)
    .findIndex((rule) => (isRequired ? Object.keys(rule.when).length === 0 : takesAllOf(rule.when, when)))
  return before === -1 ? undefined : before
}
