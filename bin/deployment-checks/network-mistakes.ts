import * as z from 'zod'
import { type Mistake, toField } from './deployment-mistakes.ts'

const network = z.object({ vpcId: z.string(), endpoints: z.unknown().optional() })

/** Enough of a deployment to compare networks and addresses, even where other fields are wrong. */
const outline = z.object({
  domain: z.object({ name: z.string() }).optional().catch(undefined),
  platforms: z
    .record(
      z.string(),
      z.object({ domain: z.object({ name: z.string() }).optional().catch(undefined) }).catch({}),
    )
    .catch({}),
  destinations: z
    .array(
      z
        .object({
          allowPrivateAddresses: z.boolean().catch(false).default(false),
          network: network.optional().catch(undefined),
        })
        .catch({ allowPrivateAddresses: false }),
    )
    .catch([]),
})

/** What would only come to light in the account: a private address that nothing leads to, a name that is taken. */
export function findNetworkMistakes(input: unknown): Mistake[] {
  const seen = outline.safeParse(input).data
  if (!seen) return []
  const found: Mistake[] = []
  const withEndpoints = new Map<string, number>()
  for (const [index, { allowPrivateAddresses, network: own }] of seen.destinations.entries()) {
    if (allowPrivateAddresses && !own)
      found.push({
        field: toField(['destinations', index, 'allowPrivateAddresses']),
        sentence:
          'leads nowhere without "network": a function outside of a network reaches no private address; add network: { vpcId, subnetIds, securityGroupIds }, or remove it',
      })
    if (!own?.endpoints) continue
    const first = withEndpoints.get(own.vpcId)
    if (first === undefined) withEndpoints.set(own.vpcId, index)
    else
      found.push({
        field: toField(['destinations', index, 'network', 'endpoints']),
        sentence: `is set for ${own.vpcId} already, at destinations[${first}]: a network has its endpoints once; remove it here`,
      })
  }
  const taken = new Map(seen.domain ? [[seen.domain.name, 'domain']] : [])
  for (const [platform, { domain }] of Object.entries(seen.platforms)) {
    if (!domain) continue
    const field = toField(['platforms', platform, 'domain', 'name'])
    const other = taken.get(domain.name)
    if (other !== undefined)
      found.push({
        field,
        sentence: `"${domain.name}" is that of ${other} already: a platform's own address is its own; choose another`,
      })
    taken.set(domain.name, field)
  }
  return found
}
