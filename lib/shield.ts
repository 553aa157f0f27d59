import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { shieldSecretName } from '../schemas/deployment.ts'
import type { Domain } from '../schemas/domain.ts'
import type { Shield as ShieldSettings } from '../schemas/shield.ts'
import type { DomainTarget } from './domain-records.ts'
import { onKey } from './encryption.ts'
import type { StageFunction } from './stage-function.ts'

export interface ShieldProps {
  readonly deploymentName: string
  readonly settings: ShieldSettings
  readonly api: HttpApi
  /**
   * The address that callers know.
   * @default - the one that CloudFront makes up
   */
  readonly domain?: Domain | undefined
  /**
   * Encrypts its secret.
   * @default - AWS's own key
   */
  readonly key?: IKey | undefined
}

/** As `functions/core/came-through-shield.ts` reads it. */
const header = 'x-netzdialog-origin'

/**
 * CloudFront before the API, with the rules of a firewall. The API's own address cannot be switched off, for CloudFront
 * calls it: so CloudFront proves itself with a key, and the functions refuse what comes without.
 */
export class Shield extends Construct {
  /** What a record of the domain has to lead to. */
  readonly target: DomainTarget
  readonly #secret: Secret
  readonly #key: IKey | undefined
  readonly #isAskedFor: boolean

  constructor(scope: Construct, id: string, props: ShieldProps) {
    super(scope, id)
    const { deploymentName, settings, api, domain, key } = props
    this.#key = key
    this.#isAskedFor = !settings.direct
    this.#secret = new Secret(this, 'Secret', {
      secretName: shieldSecretName(deploymentName),
      description: 'CloudFront proves itself with one of these: {"first":"…","second":"…"}',
      ...(key && { encryptionKey: key }),
      generateSecretString: {
        secretStringTemplate: '{"second":""}',
        generateStringKey: 'first',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const { region } = Stack.of(this)
    const origin = new HttpOrigin(`${api.apiId}.execute-api.${region}.${Aws.URL_SUFFIX}`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // A reference, which CloudFormation resolves: no key stands in the template.
      customHeaders: { [header]: this.#secret.secretValueFromJson(settings.sends).unsafeUnwrap() },
      readTimeout: Duration.seconds(30),
    })
    const { certificateArn, webAclArn } = settings
    const certificate = certificateArn && Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Webhooks and links of ${deploymentName}.`,
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // All headers, for platforms sign with many of their own; but the API knows itself by its own name alone.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: false,
      },
      ...(webAclArn !== undefined && { webAclId: webAclArn }),
      ...(domain &&
        certificate && {
          domainNames: [domain.name],
          certificate,
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
    })
    this.target = {
      dnsName: distribution.distributionDomainName,
      hostedZoneId: () => CloudFrontTarget.getHostedZoneId(this),
    }
    this.#acknowledge(distribution, props)
  }

  /** Has a function refuse what comes round it. */
  guards(stage: StageFunction): void {
    if (!this.#isAskedFor) return
    stage.bind(
      { SHIELD_SECRET_ID: this.#secret.secretArn },
      {
        actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        resources: [this.#secret.secretArn],
      },
      ...onKey(this.#key, 'Decrypt'),
    )
  }

  #acknowledge(distribution: Distribution, { domain, settings }: ShieldProps): void {
    const reasons: Record<string, string> = {
      CFR1: 'Customers and platforms may be anywhere; whom an operator wants to leave out, the web ACL names.',
      CFR3: 'A log of CloudFront has the address of every caller; the functions log those alone that were refused.',
      ...(domain
        ? {}
        : { CFR4: 'Without a name of one’s own CloudFront’s certificate decides on the protocol.' }),
      ...(settings.webAclArn === undefined
        ? { CFR2: 'The web ACL is the operator’s: `shield.webAclArn`.' }
        : {}),
    }
    for (const [rule, reason] of Object.entries(reasons))
      Validations.of(distribution).acknowledge({ id: `AwsSolutions-${rule}`, reason })
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'CloudFront learns of another key by a deployment alone; there are two, so that they can be changed in turn.',
    })
  }
}
