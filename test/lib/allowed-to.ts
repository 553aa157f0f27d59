import type { Template } from 'aws-cdk-lib/assertions'
import { functionOf, resourcesOf } from './synthesize.ts'

export interface Statement {
  Action: string | string[]
  Resource: unknown
  Condition?: unknown
}

/** What a function's role allows, one line an action: `s3:PutObject StoreBucket…/parked/*`. */
export function allowedTo(template: Template, service: string): string[] {
  const role = JSON.stringify(functionOf(template, service).properties['Role'])
  return [...resourcesOf(template, 'AWS::IAM::Policy').values()]
    .filter(({ Properties }) =>
      (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => role.includes(`"${Ref}"`)),
    )
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => `${action} ${nameOf(resource)}`)),
    )
    .sort()
}

/** A resource's logical id without its hash, and what is joined to it. */
function nameOf(value: unknown): string {
  return JSON.stringify(value)
    .replace(/"(Ref|Fn::GetAtt|Fn::Join|Arn)"/g, '')
    .replace(/[^\w*/:.-]/g, '')
    .replace(/^:+|:+$/g, '')
    .replace(/[0-9A-F]{8}/, '')
    .replace(/^:*|:*$/g, '')
}
