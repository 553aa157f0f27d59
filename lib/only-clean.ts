import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'

/** What a bucket policy says so that a file to be scanned is handed out only once it was found clean. */
export function onlyClean(resource: string, scanner: string): PolicyStatement[] {
  const byOthers = { ArnNotEquals: { 'aws:PrincipalArn': scanner } }
  const deny = (sid: string, actions: string[], conditions: Record<string, Record<string, string>>) => {
    const statement = new PolicyStatement({
      sid,
      effect: Effect.DENY,
      actions,
      resources: [resource],
      conditions,
    })
    statement.addAnyPrincipal()
    return statement
  }
  return [
    deny('FilesThatWereFoundClean', ['s3:GetObject', 's3:GetObjectVersion'], {
      ...byOthers,
      StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
    }),
    deny(
      'FoundCleanByScansAlone',
      [
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
        's3:DeleteObjectTagging',
        's3:DeleteObjectVersionTagging',
      ],
      byOthers,
    ),
  ]
}
