import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  type MTLSConfig,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Domain } from '../schemas/domain.ts'
import type { DomainTarget } from './domain-records.ts'

export interface OwnDomainProps {
  readonly domain: Domain
  readonly api: HttpApi
  readonly stage: HttpStage
}

/** An address of one's own that leads to an API. */
export class OwnDomain extends Construct {
  /** What a record for the name has to lead to. */
  readonly target: DomainTarget

  constructor(scope: Construct, id: string, { domain, api, stage }: OwnDomainProps) {
    super(scope, id)
    const { name, certificateArn, truststore } = domain
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
    this.target = {
      dnsName: domainName.regionalDomainName,
      hostedZoneId: () => domainName.regionalHostedZoneId,
    }
  }
}
