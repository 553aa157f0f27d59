import type { DeploymentInput } from '../schemas/deployment.ts'
import type { AdapterFacts } from './adapter-facts.ts'

/** A deployment, of which a CDK app knows the account, the region and the stage by itself. */
export interface NetzdialogProps {
  /**
   * Names queues, secrets, log groups and alarms: 1 to 31 lower-case letters, digits and dashes, its own in an account
   * and region.
   * @default netzdialog
   */
  readonly name?: DeploymentInput['name']
  /** What sends webhooks, by the last part of their address: `{ facebook: {}, forum: { adapter: './forum.ts' } }`. */
  readonly platforms: DeploymentInput['platforms']
  /** Where contact events go: `[{ name: 'crm', adapter: 'zendesk', settings: { … } }]`. */
  readonly destinations: DeploymentInput['destinations']
  /** Which event goes to which destination: `{ rules: [{ to: ['crm'] }] }`. */
  readonly routing: DeploymentInput['routing']
  /**
   * Days that events, conversations, attachments and logs are kept.
   * @default - 30 for most, 180 for conversations, 90 for attachments
   */
  readonly retention?: DeploymentInput['retention']
  /**
   * Webhooks that the API takes in a second, of each platform.
   * @default - 200, in bursts 400
   */
  readonly throttle?: DeploymentInput['throttle']
  /**
   * What happens to customers' files: `{ scan: true }` has Amazon GuardDuty look for malware in them.
   * @default - they are not scanned
   */
  readonly attachments?: DeploymentInput['attachments']
  /**
   * An address of one's own for webhooks and links.
   * @default - the one that API Gateway makes up
   */
  readonly domain?: DeploymentInput['domain']
  /**
   * CloudFront, and its firewall, before webhooks and links.
   * @default - none: API Gateway is called by its own address
   */
  readonly shield?: DeploymentInput['shield']
  /**
   * What the functions write of events that went well.
   * @default - a line for each event and stage
   */
  readonly logs?: DeploymentInput['logs']
  /**
   * Whether a function looks every hour whether the platforms' connections stand, and whether one that always talks is
   * quiet.
   * @default true
   */
  readonly watch?: DeploymentInput['watch']
  /**
   * Whether the functions send traces to AWS X-Ray.
   * @default false
   */
  readonly tracing?: DeploymentInput['tracing']
  /**
   * Who is told of alarms.
   * @default - nobody: subscribe to `alarmTopic`
   */
  readonly alarms?: DeploymentInput['alarms']
  /**
   * The KMS key for everything that is kept: `created`, or the ARN of one.
   * @default - AWS's own keys
   */
  readonly encryptionKey?: DeploymentInput['encryptionKey']
  /**
   * The name of a table that a restore has made, which is used in place of the stack's own.
   * @default - the stack's own
   */
  readonly restoredTable?: DeploymentInput['restoredTable']
  /**
   * On every resource, beside `netzdialog`, which names the deployment.
   * @default - none
   */
  readonly tags?: DeploymentInput['tags']
  /**
   * Rings the alarm topic when the month is about to cost more.
   * @default - nobody looks
   */
  readonly budget?: DeploymentInput['budget']
  /**
   * What adapters in files of one's own (`./adapters/forum.ts`) are named from.
   * @default - the working directory, which is where `cdk.json` lies
   */
  readonly folder?: string
  /**
   * Whether the stack shows addresses, secrets and queues as its outputs; the commands for operators read them. Their
   * names begin with the ids of the constructs around them: `DialogTable`.
   * @default true
   */
  readonly outputs?: boolean
  /**
   * What the adapters say of themselves, where that is known already.
   * @default - they are asked, in a process of its own
   */
  readonly adapterFacts?: AdapterFacts
}
