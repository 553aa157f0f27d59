import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { StageFunction } from './stage-function.ts'

export interface AdapterSecretProps {
  /** E.g. `netzdialog/platform/facebook`. */
  readonly secretName: string
  /** What the operator has to put in, e.g. `{"appSecrets":["…"],"verifyTokens":["…"]}`. */
  readonly shape: string
}

/**
 * The keys of one platform or destination. The stack makes the secret, the operator fills it: until then it
 * holds a random word that no adapter can read, so that nothing is taken for genuine by an empty key. Where
 * no key is required it starts as `{}`.
 */
export class AdapterSecret extends Construct {
  readonly name: string
  readonly secret: Secret

  constructor(scope: Construct, id: string, { secretName, shape }: AdapterSecretProps) {
    super(scope, id)
    this.name = secretName
    this.secret = new Secret(this, 'Secret', {
      secretName,
      ...(shape.startsWith('{}') ? { secretStringValue: SecretValue.unsafePlainText('{}') } : {}),
      description: `Put in as JSON: ${shape}`,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The other side issues these keys, so no function here can rotate them. They are lists: a new key is added, then the old one removed.',
    })
  }

  readBy(reader: StageFunction): void {
    reader.bind(
      { SECRET_ID: this.secret.secretArn },
      { actions: ['secretsmanager:GetSecretValue'], resources: [this.secret.secretArn] },
    )
  }
}
