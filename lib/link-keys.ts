import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { RemovalPolicy, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { linksSecretName } from '../schemas/deployment.ts'
import { onKey } from './encryption.ts'
import type { StageFunction } from './stage-function.ts'

export interface LinkKeysProps {
  readonly deploymentName: string
  /**
   * Encrypts it.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
}

/** The keys that sign links to attachments: made by AWS at the first deployment, so that nobody has to put one in. */
export class LinkKeys extends Construct {
  readonly #secret: Secret
  readonly #key: IKey | undefined

  constructor(scope: Construct, id: string, { deploymentName, key }: LinkKeysProps) {
    super(scope, id)
    this.#key = key
    this.#secret = new Secret(this, 'Secret', {
      secretName: linksSecretName(deploymentName),
      ...(key && { encryptionKey: key }),
      description: 'Signs links to attachments: {"key":"signs and verifies","others":["verify too"]}',
      generateSecretString: {
        secretStringTemplate: '{"others":[]}',
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      // The links that it signed lead to the API of this stack, and to its bucket.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A key that changed by itself would break every link that stands in a CRM; docs/operations.md says how to change it without.',
    })
  }

  readBy(reader: StageFunction): void {
    reader.bind(
      { LINKS_SECRET_ID: this.#secret.secretArn },
      { actions: ['secretsmanager:GetSecretValue'], resources: [this.#secret.secretArn] },
      ...onKey(this.#key, 'Decrypt'),
    )
  }
}
