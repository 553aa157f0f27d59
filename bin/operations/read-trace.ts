import {
  type CloudWatchLogsClient,
  DescribeQueryDefinitionsCommand,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { compact } from '../../functions/core/compact.ts'
import { traceQueryEvent, traceQueryName } from '../../schemas/trace-query.ts'

/** A line of a function's log that names an event. */
export interface TraceLine {
  /** RFC 3339, UTC. */
  readonly at: string
  /** `ingest-facebook` */
  readonly function: string
  readonly event: string
  /** `accepted`, `routed`, `delivered`, or what a warning is called. */
  readonly code: string
  readonly ms?: number
  readonly reason?: string
  readonly request?: string
  readonly trace?: string
}

/** @returns `undefined` where the stack has no such query yet, or it does not come to an end */
export type ReadTrace = (
  events: readonly string[],
  window: { readonly from: Date; readonly to: Date },
) => Promise<TraceLine[] | undefined>

export interface TracePorts {
  readonly logs: CloudWatchLogsClient
  readonly deploymentName: string
  readonly sleep: (ms: number) => Promise<void>
}

const pauseMs = 500
const maxLooks = 60
const underWay = new Set(['Scheduled', 'Running'])
/** What stands in the query in quotes. */
const eventId = /^evt_[0-9a-z_]{1,64}$/i

/** What the logs of all functions say of some events, in order: by the query that the stack has saved. */
export function readTrace({ logs, deploymentName, sleep }: TracePorts): ReadTrace {
  return async (given, { from, to }) => {
    const events = given.filter((each) => eventId.test(each))
    const name = traceQueryName(deploymentName)
    const { queryDefinitions = [] } = await logs.send(
      new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: name }),
    )
    const saved = queryDefinitions.find((each) => each.name === name)
    if (!saved?.queryString || events.length === 0) return undefined
    const { queryId } = await logs.send(
      new StartQueryCommand({
        logGroupNames: saved.logGroupNames,
        queryString: saved.queryString.replace(
          `"${traceQueryEvent}"`,
          events.map((id) => `"${id}"`).join(', '),
        ),
        startTime: Math.floor(from.getTime() / 1000),
        endTime: Math.ceil(to.getTime() / 1000),
      }),
    )
    for (let looks = 0; looks < maxLooks; looks += 1) {
      const { status = '', results = [] } = await logs.send(new GetQueryResultsCommand({ queryId }))
      if (status === 'Complete') return results.map(toLine)
      if (!underWay.has(status)) return undefined
      await sleep(pauseMs)
    }
    return undefined
  }
}

function toLine(fields: readonly ResultField[]): TraceLine {
  const of = new Map(fields.map(({ field = '', value = '' }) => [field, value]))
  const log = of.get('@log') ?? ''
  const ms = Number(of.get('ms') ?? Number.NaN)
  return compact({
    // `2026-11-21 19:43:22.105`, in UTC.
    at: `${(of.get('@timestamp') ?? '').replace(' ', 'T')}Z`,
    function: log.slice(log.lastIndexOf('/') + 1),
    event: of.get('event') ?? '',
    code: of.get('message') ?? '',
    ms: Number.isNaN(ms) ? undefined : ms,
    reason: of.get('reason') ?? of.get('code'),
    request: of.get('request'),
    trace: of.get('trace'),
  })
}
