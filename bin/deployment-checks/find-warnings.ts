import type { Deployment } from '../../schemas/deployment.ts'
import { toField } from './deployment-mistakes.ts'
import { isPlaceholder, settingHosts } from './setting-hosts.ts'

/** What may be meant, and is more likely forgotten. */
export interface Warning {
  /** `bin/deployment.ts: destinations[0]: …`: the file, the field, what is odd, what to do. */
  readonly sentence: string
  /** `placeholder`: it must not be deployed as it is. */
  readonly code: 'placeholder' | 'unnamed' | 'unheard' | 'unconnected'
}

/** What passes as it is written, and would surprise. */
export function findWarnings(
  { destinations, routing, alarms }: Pick<Deployment, 'destinations' | 'routing' | 'alarms'>,
  file: string,
): Warning[] {
  const named = new Set(routing.rules.flatMap(({ to }) => (to === 'ignore' ? [] : to)))
  const unnamed = destinations.flatMap(({ name, draining }, index): Warning[] => {
    // A function `decide` may name it.
    if (named.has(name) || draining || routing.decide !== undefined) return []
    const sentence = `no rule names "${name}", so that it never gets anything: name it in the "to" of a rule, or set draining: true on it, to remove it`
    return [{ code: 'unnamed', sentence: `${file}: ${toField(['destinations', index])}: ${sentence}` }]
  })
  const placeholders = [
    ...destinations.flatMap(({ settings }, index) =>
      settingHosts(settings, ['destinations', index, 'settings']),
    ),
    ...(alarms.email === undefined
      ? []
      : [{ path: ['alarms', 'email'], host: alarms.email.slice(alarms.email.lastIndexOf('@') + 1) }]),
  ]
  const unheard =
    alarms.email === undefined && !alarms.subscribed
      ? [
          {
            code: 'unheard' as const,
            sentence: `${file}: alarms: nobody is told of them: set alarms.email, or subscribe to the topic in the output AlarmTopic and set alarms.subscribed`,
          },
        ]
      : []
  const connected = new Set(
    destinations.flatMap(({ network }) => (network?.endpoints ? [network.vpcId] : [])),
  )
  const unconnected = destinations.flatMap(({ network }, index): Warning[] => {
    if (!network || connected.has(network.vpcId)) return []
    const field = toField(['destinations', index, 'network'])
    const sentence = `its function needs a way from ${network.vpcId} to SQS, DynamoDB, S3 and Secrets Manager, or it delivers nothing: see that a NAT gateway or endpoints are there, or set network.endpoints, for some $35 a month in two zones`
    return [{ code: 'unconnected', sentence: `${file}: ${field}: ${sentence}` }]
  })
  return [
    ...unnamed,
    ...unconnected,
    ...unheard,
    ...placeholders
      .filter(({ host }) => isPlaceholder(host))
      .map(({ path, host }): Warning => {
        const sentence = `"${host}" stands in documents only and is nobody's: put your own there before you deploy`
        return { code: 'placeholder', sentence: `${file}: ${toField(path)}: ${sentence}` }
      }),
  ]
}
