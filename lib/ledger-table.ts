import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { StageFunction } from './stage-function.ts'

/** What is finished, which conversation a message is in, what a destination calls it: all of it expires. */
export class LedgerTable extends Construct {
  readonly table: TableV2

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = new TableV2(this, 'Table', {
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
  }

  keptBy(keeper: StageFunction): void {
    keeper.bind(
      { TABLE: this.table.tableName },
      {
        actions: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
      },
    )
  }
}
