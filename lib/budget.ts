import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { Tags } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Alarms } from './alarms.ts'

/** By which AWS tells the costs of one deployment from another's. */
const costTag = 'netzdialog'

/** Marks every resource, for whoever reads bills. */
export function tagAll(scope: Construct, { name, stage, tags }: Deployment): void {
  const all = { [costTag]: name, ...(stage !== undefined && { stage }), ...tags }
  // CloudFormation has known tags of dashboards for too short a time to count on them in every region.
  const excludeResourceTypes = ['AWS::CloudWatch::Dashboard']
  for (const [key, value] of Object.entries(all)) Tags.of(scope).add(key, value, { excludeResourceTypes })
}

/** Marks every resource, and rings when the month is about to cost more than was meant. */
export function watchCosts(scope: Construct, deployment: Deployment, alarms: Alarms): void {
  const { name, budget } = deployment
  tagAll(scope, deployment)
  if (!budget) return
  alarms.letIn('budgets.amazonaws.com', 'BudgetOfThisAccount')
  const notice = (notificationType: 'ACTUAL' | 'FORECASTED') => ({
    notification: {
      notificationType,
      comparisonOperator: 'GREATER_THAN',
      threshold: 100,
      thresholdType: 'PERCENTAGE',
    },
    subscribers: [{ subscriptionType: 'SNS', address: alarms.topic.topicArn }],
  })
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: budget.monthlyUsd, unit: 'USD' },
      costFilters: { TagKeyValue: [`user:${costTag}$${name}`] },
    },
    notificationsWithSubscribers: [notice('FORECASTED'), notice('ACTUAL')],
  })
}
