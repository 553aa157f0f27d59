import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { AttributeType, type CfnGlobalTable, type ITableV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Alarms } from './alarms.ts'
import { onKey } from './encryption.ts'
import { deliverReads, deliverWrites, fetchReads, fetchWrites } from './ledger-rows.ts'
import type { Allowed, StageFunction } from './stage-function.ts'

export interface LedgerTableProps {
  /**
   * The name of the table that is used in place of the one made here, which stays as it is.
   * @default - the one made here
   */
  readonly restoredTable?: string | undefined
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** What is finished, which conversation a message is in, what a destination calls it: all of it expires. */
export class LedgerTable extends Construct {
  /** The one that is used. */
  readonly table: TableV2 | ITableV2
  readonly #key: IKey | undefined

  constructor(scope: Construct, id: string, { restoredTable, key, alarms }: LedgerTableProps) {
    super(scope, id)
    this.#key = key
    const own = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        // What is erased today can be restored for a week, not for the default of 35 days.
        recoveryPeriodInDays: 7,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.table =
      restoredTable === undefined ? own : TableV2.fromTableName(this, 'RestoredTable', restoredTable)
    const sum = (metricName: string) =>
      this.table.metric(metricName, { period: Duration.minutes(5), statistic: 'Sum' })
    alarms.add({
      name: 'table-throttles',
      severity: 'critical',
      metric: new MathExpression({
        expression: 'reads + writes',
        usingMetrics: { reads: sum('ReadThrottleEvents'), writes: sum('WriteThrottleEvents') },
        period: Duration.minutes(5),
      }),
      threshold: 100,
      meaning: 'The ledger is asked for more than DynamoDB gives: events are handled more slowly.',
      runbook: 'table-throttles',
    })
    if (!key) return
    // The construct knows a key of one's own only where the stack names its region.
    const resource = own.node.defaultChild as CfnGlobalTable
    resource.sseSpecification = { sseEnabled: true, sseType: 'KMS' }
    resource.addPropertyOverride('Replicas.0.SSESpecification', { KMSMasterKeyId: key.keyArn })
  }

  /** Lets a function read and write every row. */
  keptBy(keeper: StageFunction): void {
    this.#bind(keeper, {
      actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      resources: this.#resources,
    })
  }

  /** Lets a deliver function write the rows of its destination, and read beside them what every one has to know. */
  keptFor(destination: string, keeper: StageFunction): void {
    this.#within(keeper, deliverReads(destination), deliverWrites(destination))
  }

  /** Lets the function that fetches files write what became of them, and read what has been taken back. */
  keptForFiles(keeper: StageFunction): void {
    this.#within(keeper, fetchReads, fetchWrites)
  }

  /** By leading keys, with wildcards. */
  #within(keeper: StageFunction, reads: readonly string[], writes: readonly string[]): void {
    const within = (keys: readonly string[]) => ({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] },
    })
    this.#bind(
      keeper,
      { actions: ['dynamodb:BatchGetItem'], resources: this.#resources, conditions: within(reads) },
      { actions: ['dynamodb:UpdateItem'], resources: this.#resources, conditions: within(writes) },
    )
  }

  get #resources(): string[] {
    return [this.table.tableArn]
  }

  #bind(keeper: StageFunction, ...allowed: Allowed[]): void {
    // DynamoDB asks for these in the name of whoever calls it.
    const onTableKey = onKey(
      this.#key,
      'Decrypt',
      'DescribeKey',
      'Encrypt',
      'GenerateDataKey',
      'ReEncryptFrom',
      'ReEncryptTo',
    )
    keeper.bind({ TABLE: this.table.tableName }, ...allowed, ...onTableKey)
  }
}
