import type { IKey } from 'aws-cdk-lib/aws-kms'
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { onKey } from './encryption.ts'
import type { StageFunction } from './stage-function.ts'

export interface AdapterSecretProps {
  /** E.g. `netzdialog/platform/facebook`. */
  readonly secretName: string
  /** What the operator has to put in, e.g. `{"appSecrets":["…"],"verifyTokens":["…"]}`. */
  readonly shape: string
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
}

/**
 * The keys of one platform or destination. The stack makes the secret without a value, and the operator puts one in:
 * whatever a release changes about it, CloudFormation has no value to put over the operator's. It goes with its stack
 * or destination, so that its name is free when either comes again.
 */
export class AdapterSecret extends Construct {
  readonly name: string
  readonly secret: Secret
  readonly #key: IKey | undefined

  constructor(scope: Construct, id: string, { secretName, shape, key }: AdapterSecretProps) {
    super(scope, id)
    this.#key = key
    this.name = secretName
    this.secret = new Secret(this, 'Secret', {
      secretName,
      description: `Put in as JSON: ${shape}`,
      ...(key && { encryptionKey: key }),
      removalPolicy: RemovalPolicy.DESTROY,
    })
    // The construct would have one generated, and again whenever that part of the template changes.
    const resource = this.secret.node.defaultChild as CfnSecret
    resource.generateSecretString = undefined
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The other side issues these keys, so no function here can rotate them. They are lists: a new key is added, then the old one removed.',
    })
  }

  /** @param environment how the function is told which one it is. @default `SECRET_ID` */
  readBy(
    reader: StageFunction,
    environment: Record<string, string> = { SECRET_ID: this.secret.secretArn },
  ): void {
    reader.bind(
      environment,
      // Only a description tells a secret without a value from none.
      {
        actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        resources: [this.secret.secretArn],
      },
      ...onKey(this.#key, 'Decrypt'),
    )
  }
}
