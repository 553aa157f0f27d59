import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { traceQuery, traceQueryName } from '../schemas/trace-query.ts'

/** CloudWatch Logs asks no more groups at once. */
const maxLogGroups = 50

/** The way of one contact through every stage in one query, as the console of CloudWatch offers it and `trace` asks it. */
export function saveTraceQuery(layer: Construct, name: string, logGroups: readonly LogGroup[]): void {
  new CfnQueryDefinition(layer, 'Way', {
    name: traceQueryName(name),
    queryString: traceQuery,
    logGroupNames: logGroups.slice(0, maxLogGroups).map(({ logGroupName }) => logGroupName),
  })
}
