import * as z from 'zod'
import type { Asked } from './may-do.ts'
import type { SynthesizedStack } from './template-of.ts'

/** Where each kind of resource says which key encrypts it. */
const keyProperty: Readonly<Record<string, (properties: Record<string, unknown>) => unknown>> = {
  'AWS::SQS::Queue': (properties) => properties['KmsMasterKeyId'],
  'AWS::S3::Bucket': (properties) =>
    bucketKey.safeParse(properties).data?.BucketEncryption.ServerSideEncryptionConfiguration[0]
      .ServerSideEncryptionByDefault.KMSMasterKeyID,
  'AWS::DynamoDB::GlobalTable': (properties) =>
    tableKey.safeParse(properties).data?.Replicas[0].SSESpecification.KMSMasterKeyId,
  'AWS::SecretsManager::Secret': (properties) => properties['KmsKeyId'],
}

const byDefault = z.looseObject({
  ServerSideEncryptionByDefault: z.looseObject({ KMSMasterKeyID: z.unknown() }),
})
const bucketKey = z.looseObject({
  BucketEncryption: z.looseObject({ ServerSideEncryptionConfiguration: z.tuple([byDefault]) }),
})
const tableKey = z.looseObject({
  Replicas: z.tuple([z.looseObject({ SSESpecification: z.looseObject({ KMSMasterKeyId: z.unknown() }) })]),
})

const attribute = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) })

/**
 * What a service asks of KMS in the name of whoever calls it.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  'sqs:SendMessage': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'sqs:ReceiveMessage': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
  's3:GetObject': ['kms:Decrypt'],
  'dynamodb:BatchGetItem': ['kms:Decrypt'],
  'dynamodb:UpdateItem': ['kms:Decrypt'],
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
}

/** @returns what is asked of the key of the account's own that encrypts what is asked for, where one does */
export function encryptedWith({ resources, physicalOf }: SynthesizedStack): (asked: Asked) => Asked[] {
  const keys = [...resources].flatMap(([id, { Type, Properties }]) => {
    const found = attribute.safeParse(keyProperty[Type]?.(Properties)).data?.['Fn::GetAtt']
    return found ? [{ arn: physicalOf(id).arn, key: physicalOf(found[0]).arn }] : []
  })
  return ({ action, resource }) => {
    const key = keys.find(({ arn }) => resource === arn || resource.startsWith(`${arn}/`))?.key
    if (key === undefined) return []
    return (keyActions[action] ?? []).map((each) => ({ action: each, resource: key, keys: {} }))
  }
}
