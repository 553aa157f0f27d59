import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Deployment } from '../schemas/deployment.ts'
import type { Alarms } from './alarms.ts'
import type { FrontDoor } from './front-door.ts'
import { LinkKeys } from './link-keys.ts'
import type { ObjectStore } from './object-store.ts'
import { StageFunction } from './stage-function.ts'

export interface AttachmentsProps {
  readonly deployment: Deployment
  readonly code: Code
  readonly from: FrontDoor
  readonly store: ObjectStore
  readonly key?: IKey | undefined
  readonly alarms: Alarms
}

/** Opens the links to attachments that stand in the CRM; it can reach neither queues, ledger nor any other object. */
export class Attachments extends Construct {
  readonly lambda: LambdaFunction
  readonly #keys: LinkKeys
  readonly #baseUrl: string

  constructor(scope: Construct, id: string, props: AttachmentsProps) {
    super(scope, id)
    const { deployment, key, alarms } = props
    const attachments = new StageFunction(this, 'Stage', {
      service: 'attachments',
      deploymentName: deployment.name,
      description: 'Opens signed links to attachments: verifies, redirects to S3.',
      code: props.code,
      timeout: Duration.seconds(29),
      logRetention: deployment.retention.logs,
      observed: deployment,
      key,
      alarms,
    })
    this.lambda = attachments.lambda
    this.#keys = new LinkKeys(this, 'Keys', { deploymentName: deployment.name, key })
    this.#keys.readBy(attachments)
    this.#baseUrl = props.from.url
    props.from.opens(attachments)
    props.store.openedBy(attachments, 'attachments')
  }

  /** Lets a function sign links that lead here. */
  linkedBy(signer: StageFunction): void {
    signer.bind({ LINKS_BASE_URL: this.#baseUrl })
    this.#keys.readBy(signer)
  }
}
