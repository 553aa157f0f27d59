import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { wayQuery, wayQueryName } from '../schemas/way-query.ts'

/** CloudWatch Logs asks no more groups at once. */
const maxLogGroups = 50

/** The way of one contact through every stage in one query, as the console of CloudWatch offers it and `trace` asks it. */
export function saveWayQuery(layer: Construct, name: string, logGroups: readonly LogGroup[]): void {
  new CfnQueryDefinition(layer, 'Way', {
    name: wayQueryName(name),
    queryString: wayQuery,
    logGroupNames: logGroups.slice(0, maxLogGroups).map(({ logGroupName }) => logGroupName),
  })
}
