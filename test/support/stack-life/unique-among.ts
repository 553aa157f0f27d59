import type { ResourceType } from './resource-schema.ts'

/** What there can be one of, where a name of its own does not say so: properties that together are taken. */
const together: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::ApiMapping': ['DomainName', 'ApiMappingKey'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'RouteKey'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'StageName'],
  'AWS::EC2::VPCEndpoint': ['VpcId', 'ServiceName'],
  'AWS::Lambda::EventSourceMapping': ['FunctionName', 'EventSourceArn'],
  'AWS::Route53::RecordSet': ['HostedZoneId', 'Name', 'Type'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SES::ReceiptRule': ['RuleSetName', 'Rule.Name'],
  'AWS::Budgets::Budget': ['Budget.BudgetName'],
}

/** Resources that differ in their kind and not in whom they are in the way of. */
const oneNamespace: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::CompositeAlarm': 'AWS::CloudWatch::Alarm',
  'AWS::DynamoDB::GlobalTable': 'AWS::DynamoDB::Table',
}

/** Which properties of a type are taken together. */
export const takenTogether = (type: string): string[] =>
  (together[type] ?? []).map((path) => path.split('.')[0] ?? '')

/** @returns what is taken as long as the resource is there; `undefined` where AWS makes up a name */
export function uniqueAmong(
  type: string,
  properties: Readonly<Record<string, unknown>>,
  { naming }: ResourceType,
): string | undefined {
  const names = together[type] ?? (naming === undefined ? [] : [naming])
  const values = names.map((name) => valueAt(properties, name))
  if (values.every((value) => value === undefined) || (names.length === 1 && values[0] === undefined))
    return undefined
  return [oneNamespace[type] ?? type, ...values.map((value) => JSON.stringify(value ?? null))].join(' ')
}

function valueAt(properties: unknown, path: string): unknown {
  let at = properties
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Object.entries(at).find(([name]) => name === key)?.[1]
  }
  return at
}
