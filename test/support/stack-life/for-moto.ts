import { type StackTemplate, stackTemplate } from './stack-template.ts'

/** What moto's CloudFormation makes of the types that the stack has; of the others nothing, and a dashboard anew each time. */
const made = new Set([
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
])

const tableProperties = ['KeySchema', 'AttributeDefinitions', 'BillingMode']

/**
 * A template with as much of the stack as moto's CloudFormation knows. Its table is one of one region, and what would go
 * with a first deployment that failed alone stays, for moto has no word for that. Where something is left out, an ARN
 * stands in for it; and of parameters there are none.
 */
export function forMoto({ Resources, Outputs }: StackTemplate): StackTemplate {
  const kept = Object.entries(Resources)
    .map(([id, resource]) => [id, inMotosWords(resource)] as const)
    .filter(([, { Type }]) => made.has(Type))
  const ids = new Set(kept.map(([id]) => id))
  const withArns = JSON.parse(
    JSON.stringify({ Resources: Object.fromEntries(kept), Outputs }),
    (_key, value) => {
      const id = referenced(value)
      return id === undefined || id.includes('::') || ids.has(id)
        ? value
        : `arn:aws:left-out:eu-central-1:123456789012:${id}`
    },
  )
  const template = stackTemplate.parse(withArns)
  for (const resource of Object.values(template.Resources))
    resource.DependsOn = resource.DependsOn.filter((id) => ids.has(id))
  return template
}

function inMotosWords(resource: StackTemplate['Resources'][string]): StackTemplate['Resources'][string] {
  const DeletionPolicy =
    resource.DeletionPolicy === 'RetainExceptOnCreate' ? 'Retain' : resource.DeletionPolicy
  if (resource.Type !== 'AWS::DynamoDB::GlobalTable') return { ...resource, DeletionPolicy }
  const Properties = Object.fromEntries(
    Object.entries(resource.Properties).filter(([name]) => tableProperties.includes(name)),
  )
  return { ...resource, Type: 'AWS::DynamoDB::Table', Properties, DeletionPolicy }
}

function referenced(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return undefined
  if ('Ref' in value) return String(value.Ref)
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return String(value['Fn::GetAtt'][0])
  return undefined
}
