import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  type MTLSConfig,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Domain } from '../schemas/domain.ts'

export interface OwnDomainProps {
  readonly domain: Domain
  readonly api: HttpApi
  readonly stage: HttpStage
}

/** An address of one's own that leads to an API. */
export class OwnDomain extends Construct {
  /** What a record for the name has to lead to. */
  readonly target: string

  constructor(scope: Construct, id: string, { domain, api, stage }: OwnDomainProps) {
    super(scope, id)
    const { name, certificateArn, hostedZone, truststore } = domain
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn)
    const mtls: MTLSConfig | undefined = truststore && {
      bucket: Bucket.fromBucketName(this, 'Truststore', truststore.bucket),
      key: truststore.key,
      ...(truststore.version !== undefined && { version: truststore.version }),
    }
    const domainName = new DomainName(this, 'Name', {
      domainName: name,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
      ...(mtls && { mtls }),
    })
    new ApiMapping(this, 'Mapping', { api, domainName, stage })
    this.target = domainName.regionalDomainName
    if (!hostedZone) return
    for (const type of ['A', 'AAAA'])
      new CfnRecordSet(this, type, {
        name,
        type,
        hostedZoneId: hostedZone.id,
        aliasTarget: {
          dnsName: domainName.regionalDomainName,
          hostedZoneId: domainName.regionalHostedZoneId,
        },
      })
  }
}
