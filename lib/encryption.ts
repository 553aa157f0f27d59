import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key } from 'aws-cdk-lib/aws-kms'
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'

/**
 * The key that everything kept is encrypted with, where the deployment wants one of the account's own.
 *
 * A given key is used as it is: its policy is its owner's, and `docs/operations.md` says what it has to allow.
 *
 * @returns `undefined` where AWS's own keys do
 */
export function encryptionKey(scope: Construct, { encryptionKey, name }: Deployment): IKey | undefined {
  if (encryptionKey === undefined) return undefined
  if (encryptionKey !== 'created') return Key.fromKeyArn(scope, 'GivenKey', encryptionKey)
  const key = new Key(scope, 'Key', {
    description: `Encrypts what ${name} keeps.`,
    enableKeyRotation: true,
    // What it has encrypted is worth nothing without it; of a first deployment that failed that is nothing.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  const { partition, region, account } = Stack.of(scope)
  const logGroups = (path: string) => `arn:${partition}:logs:${region}:${account}:log-group:${path}/${name}/*`
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LogsOfThisDeployment',
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal(`logs.${region}.${Aws.URL_SUFFIX}`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': [logGroups(''), logGroups('/aws/vendedlogs')] },
      },
    }),
  )
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      effect: Effect.ALLOW,
      principals: ['cloudwatch', 'budgets'].map(
        (service) => new ServicePrincipal(`${service}.amazonaws.com`),
      ),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  )
  return key
}

/** What is allowed on a key where there is one. */
export function onKey(
  key: IKey | undefined,
  ...actions: string[]
): { actions: string[]; resources: string[] }[] {
  return key ? [{ actions: actions.map((action) => `kms:${action}`), resources: [key.keyArn] }] : []
}
