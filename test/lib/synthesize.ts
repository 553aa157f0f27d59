import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import { App, Validations } from 'aws-cdk-lib/core'
import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag'
import * as z from 'zod'
import type { AdapterFacts } from '../../lib/adapter-facts.ts'
import { NetzdialogStack } from '../../lib/netzdialog-stack.ts'
import { type DeploymentInput, deployment } from '../../schemas/deployment.ts'

const project = resolve(import.meta.dirname, '../..')
/** The context that the CDK command line takes from `cdk.json`. */
export const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')))

export const twoOfEach: DeploymentInput = {
  name: 'acme',
  platforms: {
    facebook: { silenceAfter: { hours: 3, within: 'Mon-Fri 08:00-18:00', timeZone: 'Europe/Berlin' } },
    twitter: {},
  },
  destinations: [
    { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com' } },
    { name: 'acd', adapter: 'webhook', concurrency: 2, timeoutSeconds: 120 },
  ],
  routing: { rules: [{ to: ['crm', 'acd'] }], enrich: './enrich.ts' },
  retention: { logs: 14, quarantine: 21 },
  alarms: { email: 'ops@example.com' },
}

/** Both of them with all that can be chosen. */
export const everyOption: DeploymentInput = {
  ...twoOfEach,
  stage: 'prod',
  terminationProtection: true,
  account: '123456789012',
  region: 'eu-central-1',
  tags: { 'cost-centre': '4711' },
  budget: { monthlyUsd: 200 },
  logs: { steps: false },
  tracing: true,
  encryptionKey: 'created',
  attachments: { scan: true },
  platforms: {
    facebook: {
      domain: {
        name: 'meta.acme.example',
        certificateArn: `arn:aws:acm:eu-central-1:123456789012:certificate/${'b'.repeat(36)}`,
        truststore: { bucket: 'acme-trust', key: 'meta.pem', version: '3' },
      },
      attachments: { fetch: true, maxMegabytes: 40 },
      throttle: { requestsPerSecond: 50, burst: 90 },
      concurrency: 20,
    },
    twitter: { connection: { credentials: true, mend: true } },
  },
  destinations: [
    {
      name: 'crm',
      adapter: 'webhook',
      settings: { url: 'https://crm.example.com' },
      allowPrivateAddresses: true,
      certificateAuthority: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      network: {
        vpcId: 'vpc-0a1b2c3d4e5f67890',
        subnetIds: ['subnet-0a1b2c3d4e5f67890', 'subnet-0a1b2c3d4e5f67891'],
        securityGroupIds: ['sg-0a1b2c3d4e5f67890'],
        endpoints: { routeTableIds: ['rtb-0a1b2c3d4e5f67890'] },
      },
    },
    { name: 'acd', adapter: 'webhook', concurrency: 2, timeoutSeconds: 120 },
    { name: 'old', adapter: 'webhook', draining: true },
  ],
  domain: {
    name: 'contacts.acme.example',
    certificateArn: `arn:aws:acm:eu-central-1:123456789012:certificate/${'a'.repeat(36)}`,
    hostedZone: { id: 'Z0123456789ABC', name: 'acme.example' },
  },
}

/** From the least that there can be to the most, by what is said of them. */
export const deployments: Readonly<Record<string, DeploymentInput>> = {
  'one platform, one destination': {
    platforms: { facebook: {} },
    destinations: [{ name: 'crm', adapter: 'webhook' }],
    routing: { rules: [{ to: ['crm'] }] },
  },
  'two of each': twoOfEach,
  'with all that can be chosen': everyOption,
}

/** The template of the stack as `bin/app.ts` makes it, without bundling the functions. */
export function templateOf(input: DeploymentInput, facts: Partial<AdapterFacts> = {}): Template {
  return synthesized(input, facts).template
}

/** The stack, too, for what stands in no template. */
export function synthesized(
  input: DeploymentInput,
  facts: Partial<AdapterFacts> = {},
): { template: Template; stack: NetzdialogStack } {
  const { stack, outdir } = stackOf(input, facts)
  const template = Template.fromStack(stack)
  rmSync(outdir, { recursive: true })
  return { template, stack }
}

/** What the checks say that `bin/app.ts` has made: nothing where all is well. */
export function complaintsOf(input: DeploymentInput): string[] {
  const { app, outdir } = stackOf(input)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new NIST80053R5Checks(app))
  try {
    app.synth()
    return []
  } catch (error) {
    return String(error).match(acknowledgeable) ?? [String(error)]
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

const acknowledgeable = /Acknowledge with '[^']{1,300}'/g

function stackOf(input: DeploymentInput, facts: Partial<AdapterFacts> = {}) {
  const checked = deployment.parse(input)
  const outdir = mkdtempSync(join(tmpdir(), 'netzdialog-synth-'))
  const app = new App({ outdir, context: { ...context, 'aws:cdk:bundling-stacks': [] } })
  const stack = new NetzdialogStack(app, checked.name, {
    deployment: checked,
    adapterFacts: {
      secretShapes: {
        platforms: { facebook: '{"appSecrets":["…"]}', twitter: '{"consumerSecrets":["…"]}' },
        destinations: { crm: '{"signingSecrets":["…"]}' },
      },
      permissions: {
        acd: [
          {
            actions: ['ses:SendEmail'],
            resources: ['arn:aws:ses:*:*:identity/crm.example.com'],
          },
        ],
      },
      files: { platforms: {}, destinations: {}, routing: { enrich: '/enrich.ts' } },
      ...facts,
    },
  })
  return { app, stack, outdir }
}

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
})
export type Resource = z.infer<typeof resource>

/** The resources of one type, by logical id. */
export function resourcesOf(template: Template, type: string): Map<string, Resource> {
  return new Map(
    Object.entries(template.findResources(type)).map(([id, found]) => [id, resource.parse(found)]),
  )
}

/** All resources, by logical id. */
export function allResources(template: Template): Map<string, Resource> {
  const { Resources = {} } = template.toJSON()
  return new Map(Object.entries(Resources).map(([id, found]) => [id, resource.parse(found)]))
}

/** The function of a service, as a template has it. */
export function functionOf(template: Template, service: string): FoundFunction {
  for (const [id, { Properties }] of resourcesOf(template, 'AWS::Lambda::Function')) {
    const { Variables: environment } = withEnvironment.parse(Properties).Environment
    if (environment['POWERTOOLS_SERVICE_NAME'] === service) return { id, properties: Properties, environment }
  }
  throw new Error(`there is no function ${service}`)
}

const withEnvironment = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) })

export interface FoundFunction {
  readonly id: string
  readonly properties: Record<string, unknown>
  readonly environment: Record<string, unknown>
}
