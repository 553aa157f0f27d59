import { Validations } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'

/** Rules of NIST 800-53 revision 5, as cdk-nag checks them, that the layer does not follow, and why. */
const always: Readonly<Record<string, string>> = {
  IAMNoInlinePolicy:
    'Each role belongs to one function and its policy to the role: a managed policy would outlive both and could be attached elsewhere.',
  LambdaConcurrency:
    'Route and deliver are bounded by what their queues hand out; for ingest the operator sets `concurrency` where the account has it: AWS gives new accounts 10 and refuses to set any of them apart.',
  LambdaDLQ:
    'Of the functions only the watch is invoked asynchronously, by the clock, and looks again an hour later; API Gateway answers the platform, which sends again, and SQS keeps what was not handled.',
  LambdaInsideVPC:
    'Deliver lies in a network where its destination has one. Every other function talks to AWS alone, whose services a network would only put further away.',
  S3BucketLoggingEnabled:
    'A log bucket would keep its own copy of every key beyond retention; CloudTrail data events show who else of the account reads.',
  S3BucketReplicationEnabled:
    'A second copy is a second place where a person has to be erased. What is lost with a bucket is quarantine, parked events and attachments; their originals are on the platforms.',
  S3BucketVersioningEnabled: 'With versions, a deletion would leave the customer’s words behind.',
  SecretsManagerRotationEnabled:
    'The other side issues these keys, and links in a CRM are signed with theirs: no function here could change one. docs/operations.md says how a person does.',
}

/** Those that `encryptionKey` follows. */
const withoutKey: Readonly<Record<string, string>> = {
  CloudWatchLogGroupEncrypted:
    'AWS’s own key encrypts logs, which hold codes and ids; `encryptionKey` names another.',
  S3DefaultEncryptionKMS: 'S3’s own keys encrypt the bucket; `encryptionKey` names another.',
  SNSEncryptedKMS:
    'The topic carries names and thresholds of alarms and no customer’s data; `encryptionKey` encrypts it.',
  SecretsManagerUsingKMSKey: 'Secrets Manager’s own key encrypts secrets; `encryptionKey` names another.',
}

export function acknowledgeNist(layer: Construct, hasKey: boolean): void {
  for (const [rule, reason] of Object.entries(hasKey ? always : { ...always, ...withoutKey }))
    Validations.of(layer).acknowledge({ id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason })
}
