import { CfnRecordSet } from 'aws-cdk-lib/aws-route53'
import type { Construct } from 'constructs'
import type { Domain } from '../schemas/domain.ts'

/** What a record of a domain leads to: a name, and the zone of AWS's that it lies in, asked where there is a record. */
export interface DomainTarget {
  readonly dnsName: string
  hostedZoneId(): string
}

/**
 * Leads a domain to its target, where its zone is known. In the same scope whatever the target is: CloudFormation then
 * changes the records. Others of the same name cannot be made while these stand.
 */
export function leadTo(scope: Construct, { name, hostedZone }: Domain, target: DomainTarget): void {
  if (!hostedZone) return
  for (const type of ['A', 'AAAA'])
    new CfnRecordSet(scope, type, {
      name,
      type,
      hostedZoneId: hostedZone.id,
      aliasTarget: { dnsName: target.dnsName, hostedZoneId: target.hostedZoneId() },
    })
}
