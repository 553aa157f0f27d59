import { Effect, type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment, DestinationConfig } from '../schemas/deployment.ts'
import { askedAttachments, withheldAttachments } from './attachment-keys.ts'
import { onKey } from './encryption.ts'
import { onlyClean } from './only-clean.ts'
import type { Allowed, StageFunction } from './stage-function.ts'

export interface ObjectStoreProps {
  /** Days. */
  readonly retention: Deployment['retention']
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
}

/** The first part of a key: what an object is, and how long it stays. */
type Kind = 'bodies' | 'attachments' | 'quarantine' | 'notices' | 'parked' | 'incoming'

/** Where objects lie: all of a kind, or those of one destination. */
export type Prefix = Kind | `${Kind}/${string}`

/** Bodies too large for a queue, attachments, what was not understood or not delivered, marks of notices. */
export class ObjectStore extends Construct {
  readonly bucket: Bucket
  readonly #key: IKey | undefined
  #notified: CfnBucket.NotificationConfigurationProperty = {}
  readonly #told: CfnBucket.QueueConfigurationProperty[] = []

  constructor(scope: Construct, id: string, { retention, key }: ObjectStoreProps) {
    super(scope, id)
    this.#key = key
    const days: Record<Kind, number> = {
      // A message lives 14 days in its queue, and its body a day longer.
      bodies: 15,
      attachments: retention.attachments,
      quarantine: retention.quarantine,
      // A mark says that operators were told today.
      notices: 2,
      parked: retention.parked,
      // It is removed when it is accepted; its event waits 14 days in its queue at most.
      incoming: 15,
    }
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // With versions, a deletion would leave the customer's words behind.
      versioned: false,
      lifecycleRules: Object.entries(days).map(([prefix, count]) => ({
        id: prefix,
        prefix: `${prefix}/`,
        expiration: Duration.days(count),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      })),
      // Of a first deployment that failed nothing is left.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only the functions read and write here. Whom else the account lets in, CloudTrail data events show; a log bucket would keep its own copy of every key beyond retention.',
    })
  }

  /** Lets a function read, write and remove under the named prefixes and nowhere else. */
  usedBy(
    user: StageFunction,
    { reads = [], writes = [], removes = [] }: { reads?: Prefix[]; writes?: Prefix[]; removes?: Prefix[] },
  ): void {
    const write = { actions: ['s3:PutObject'], resources: this.#under(writes) }
    const read = [
      { actions: ['s3:GetObject'], resources: this.#under(reads) },
      this.#asked(reads.map((prefix) => `${prefix}/*`)),
    ]
    user.bind(
      { BUCKET: this.bucket.bucketName },
      ...(writes.length > 0 ? [write, ...onKey(this.#key, 'GenerateDataKey')] : []),
      ...(reads.length > 0 ? [...read, ...onKey(this.#key, 'Decrypt')] : []),
      ...(removes.length > 0 ? [{ actions: ['s3:DeleteObject'], resources: this.#under(removes) }] : []),
    )
    for (const prefix of new Set([...reads, ...writes, ...removes])) this.#acknowledgePrefix(user, prefix)
  }

  /**
   * Lets a deliver function read files, those of a visibility that its destination does not hold excepted. Of the others
   * it reads those whose keys its events name: it can list none, and no key can be guessed.
   */
  attachmentsReadBy(reader: StageFunction, holds: DestinationConfig['holds']): void {
    const withheld = withheldAttachments(holds).map((each) => this.bucket.arnForObjects(each))
    reader.bind(
      { BUCKET: this.bucket.bucketName },
      // The last release's keys tell no visibility: once they are gone, those alone are to be allowed that it holds.
      { actions: ['s3:GetObject'], resources: this.#under(['attachments']) },
      this.#asked(askedAttachments(holds)),
      ...(withheld.length > 0
        ? [{ effect: Effect.DENY, actions: ['s3:GetObject'], resources: withheld }]
        : []),
      ...onKey(this.#key, 'Decrypt'),
    )
    this.#acknowledgePrefix(reader, 'attachments')
  }

  /** Lets a function read what scans of files came to. */
  scansReadBy(reader: StageFunction): void {
    reader.bind({}, { actions: ['s3:GetObjectTagging'], resources: this.#under(['attachments']) })
  }

  /**
   * S3 answers 403 for what is missing and for what may not be read. Asking for the key by itself tells which it is, and
   * needs no right to list anything else (`functions/aws/s3-missing.ts`).
   */
  #asked(prefixes: string[]): Allowed {
    return {
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': prefixes } },
    }
  }

  #under(prefixes: readonly Prefix[]): string[] {
    return prefixes.map((prefix) => this.bucket.arnForObjects(`${prefix}/*`))
  }

  /** Tells a queue of each object that comes to lie under a prefix. */
  tells(queue: Queue, prefix: Prefix): void {
    this.#told.push({
      event: 's3:ObjectCreated:*',
      queue: queue.queueArn,
      filter: { s3Key: { rules: [{ name: 'prefix', value: `${prefix}/` }] } },
    })
    this.#notify({ queueConfigurations: this.#told })
    // It names no bucket, which would have to be there first: S3 tries whether it may as soon as it is told.
    queue.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventsOfBucketsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    )
    this.bucket.node.addDependency(queue)
  }

  /** Hands files that are to be scanned to nobody but a role that scans them, until it has found them clean. */
  scannedBy(scanner: IRole): void {
    this.#notify({ eventBridgeConfiguration: { eventBridgeEnabled: true } })
    for (const statement of onlyClean(this.bucket.arnForObjects('attachments/*/scan/*'), scanner.roleArn))
      this.bucket.addToResourcePolicy(statement)
  }

  /** Whom the bucket tells, beside those it tells already. */
  #notify(notified: CfnBucket.NotificationConfigurationProperty): void {
    this.#notified = { ...this.#notified, ...notified }
    const resource = this.bucket.node.defaultChild as CfnBucket
    resource.notificationConfiguration = this.#notified
  }

  /** Lets Amazon SES put mails there, by one rule alone. */
  filledBy(ruleArn: string, prefix: Prefix): void {
    const from = {
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': ruleArn } },
    }
    const resources = [this.bucket.arnForObjects(`${prefix}/*`)]
    this.bucket.addToResourcePolicy(
      new PolicyStatement({ ...from, sid: 'MailByOneRule', actions: ['s3:PutObject'], resources }),
    )
    this.#key?.addToResourcePolicy(
      new PolicyStatement({
        ...from,
        sid: 'MailByOneRule',
        actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        resources: ['*'],
      }),
    )
  }

  /** Lets a function hand out single objects under a prefix, of which it cannot list any. */
  openedBy(opener: StageFunction, prefix: Prefix): void {
    const resources = [this.bucket.arnForObjects(`${prefix}/*`)]
    opener.bind(
      { BUCKET: this.bucket.bucketName },
      { actions: ['s3:GetObject'], resources },
      ...onKey(this.#key, 'Decrypt'),
    )
    this.#acknowledgePrefix(opener, prefix)
  }

  #acknowledgePrefix(user: StageFunction, prefix: Prefix): void {
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket)
    Validations.of(user).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}/*]`,
      reason: `Keys under ${prefix}/ are made at run time; the wildcard ends at this prefix.`,
    })
  }
}
