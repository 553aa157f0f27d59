import type { Template } from 'aws-cdk-lib/assertions'
import type { Statement as Right } from '../support/roles/may-do.ts'
import { functionOf, resourcesOf } from './synthesize.ts'

export interface Statement {
  Effect?: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: unknown
  Condition?: Right['conditions']
}

/** What a function's role allows, one line an action: `s3:PutObject StoreBucket…/parked/*`, and `no …` where it denies. */
export function allowedTo(template: Template, service: string): string[] {
  return rightsOf(template, service)
    .flatMap(({ effect, actions, resources }) =>
      actions.flatMap((action) =>
        resources.map((resource) => `${effect === 'Deny' ? 'no ' : ''}${action} ${resource}`),
      ),
    )
    .sort()
}

/** The statements of a function's role, their resources called as in `allowedTo`. */
export function rightsOf(template: Template, service: string): Right[] {
  const role = JSON.stringify(functionOf(template, service).properties['Role'])
  return [...resourcesOf(template, 'AWS::IAM::Policy').values()]
    .filter(({ Properties }) =>
      (Properties['Roles'] as { Ref: string }[]).some(({ Ref }) => role.includes(`"${Ref}"`)),
    )
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .map(({ Effect = 'Allow', Action, Resource, Condition = {} }) => ({
      effect: Effect,
      actions: [Action].flat(),
      resources: [Resource].flat().map(nameOf),
      conditions: Condition,
    }))
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
