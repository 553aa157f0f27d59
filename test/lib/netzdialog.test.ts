import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Template } from 'aws-cdk-lib/assertions'
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { afterEach, beforeEach, expect, expectTypeOf, it } from 'vitest'
import { toSite } from '../../bin/cli/read-stack-site.ts'
import { bundleFunction } from '../../lib/bundle-function.ts'
import { Netzdialog } from '../../lib/netzdialog.ts'
import type { NetzdialogProps } from '../../lib/netzdialog-props.ts'
import { type DeploymentInput, deployment as deploymentSchema } from '../../schemas/deployment.ts'
import { deployment } from '../support/own-adapters/deployment.ts'
import { describeThorough } from '../support/thorough.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

const folder = resolve(import.meta.dirname, '../support/own-adapters')
let outdir: string
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'netzdialog-construct-'))
})
afterEach(() => rmSync(outdir, { recursive: true }))

/** Outputs as CloudFormation answers them: a queue's `Ref` is its address, any other here the logical id. */
function deployedOutputs(template: Template) {
  const queues = resourcesOf(template, 'AWS::SQS::Queue')
  return Object.entries(template.findOutputs('*')).map(([OutputKey, { Value }]) => {
    const { Ref: id = '' } = typeof Value === 'object' ? Value : {}
    const queue = queues.get(id)?.Properties['QueueName']
    const address = `https://sqs.eu-central-1.amazonaws.com/123456789012/${queue}`
    return { OutputKey, OutputValue: queue === undefined ? String(id) || String(Value) : address }
  })
}

/** A stack of someone else's with the layer in it. */
function someStack(props: Partial<NetzdialogProps> = {}, bundling = false) {
  const app = new App({ outdir, context: bundling ? {} : { 'aws:cdk:bundling-stacks': [] } })
  const stack = new Stack(app, 'Contacts')
  const layer = new Netzdialog(stack, 'Dialog', { ...deployment, folder, ...props })
  return { app, stack, layer }
}

describeThorough('the construct Netzdialog', () => {
  it('takes each field of a deployment but those that a CDK app says by its stack', () => {
    type SaidByTheStack = 'stage' | 'account' | 'region' | 'terminationProtection'
    expectTypeOf<
      Exclude<keyof DeploymentInput, SaidByTheStack | keyof NetzdialogProps>
    >().toEqualTypeOf<never>()
  })

  it('shows what it is made of, so that others can build on it', () => {
    const { layer, stack } = someStack()
    const template = Template.fromStack(stack)
    const made = [
      [layer.api, 'AWS::ApiGatewayV2::Api'],
      [layer.contactsQueue, 'AWS::SQS::Queue'],
      [layer.deliverQueues['desk'], 'AWS::SQS::Queue'],
      [layer.table, 'AWS::DynamoDB::GlobalTable'],
      [layer.bucket, 'AWS::S3::Bucket'],
      [layer.alarmTopic, 'AWS::SNS::Topic'],
      [layer.secrets.platforms['forum'], 'AWS::SecretsManager::Secret'],
      [layer.secrets.destinations['desk'], 'AWS::SecretsManager::Secret'],
      [layer.functions.ingest['forum'], 'AWS::Lambda::Function'],
      [layer.functions.route, 'AWS::Lambda::Function'],
      [layer.functions.deliver['desk'], 'AWS::Lambda::Function'],
      [layer.functions.attachments, 'AWS::Lambda::Function'],
    ] as const
    for (const [construct, type] of made) {
      const child = construct?.node.defaultChild
      expect(child && stack.resolve(stack.getLogicalId(child as never))).toSatisfy((id: string) =>
        resourcesOf(template, type).has(id),
      )
    }
    expect(Object.keys(layer.webhookUrls)).toEqual(['facebook', 'forum'])
  })

  it('asks adapters in files of one’s own for secrets and permissions', () => {
    const { stack } = someStack()
    const template = Template.fromStack(stack)
    const secrets = [...resourcesOf(template, 'AWS::SecretsManager::Secret').values()]
    expect(secrets.map(({ Properties }) => [Properties['Name'], Properties['Description']])).toEqual(
      expect.arrayContaining([
        ['acme/platform/forum', 'Put in as JSON: {"keys":["…"]}'],
        ['acme/destination/desk', 'Put in as JSON: {"token":"…"}'],
      ]),
    )
    expect(JSON.stringify(template.toJSON())).toContain(
      '["arn:",{"Ref":"AWS::Partition"},":ses:*:",{"Ref":"AWS::AccountId"},":identity/desk.test"]',
    )
  })

  it('refuses a wrong deployment with a line a mistake', () => {
    const wrong = {
      platforms: { forum: { adapter: './nowhere.ts' } },
      destinations: [{ name: 'desk', adapter: './forum.ts', concurrency: 1 }],
    }
    expect(() => someStack(wrong)).toThrow(
      [
        'Netzdialog: destinations[0].concurrency: must be at least 2 (received 1); correct it: Deliveries at once',
        `Netzdialog: platforms.forum.adapter: ${folder}/nowhere.ts is not there: correct the path, or install it`,
        `Netzdialog: destinations[0].adapter: ${folder}/forum.ts exports no \`destination\` of the right form: export one under this name`,
      ].join('\n'),
    )
  })

  it('shows no outputs where they are not wanted', () => {
    const { stack } = someStack({ outputs: false })
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs')
  })

  it('is found by the commands for operators among others, in a stack with outputs of its own', () => {
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] } })
    const stack = new Stack(app, 'Service')
    new CfnOutput(stack, 'Table', { value: 'of somebody else' })
    const layers = [
      new Netzdialog(stack, 'Dialog', { ...deployment, folder }),
      new Netzdialog(new Construct(stack, 'test-stage'), 'dialog.2', {
        ...deployment,
        folder,
        name: 'acme-2',
      }),
    ]
    const template = Template.fromStack(stack)
    const outputs = deployedOutputs(template)
    const sites = ['acme', 'acme-2'].map((name) => toSite(outputs, 'Service', { name, file: 'app.ts' }))
    const url = (name: string) => `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}.fifo`
    expect(sites).toEqual(
      layers.map(({ table, bucket }, index) => ({
        table: stack.resolve(table.tableName).Ref,
        bucket: stack.resolve(bucket.bucketName).Ref,
        contactsQueueUrl: url(['acme-contacts', 'acme-2-contacts'][index] ?? ''),
        deliverQueueUrls: { desk: url(['acme-deliver-desk', 'acme-2-deliver-desk'][index] ?? '') },
      })),
    )
    expect(outputs.map(({ OutputKey }) => OutputKey)).toContain('TestStageDialog2QueueContacts')
  })

  describeThorough('an adapter of one’s own', () => {
    it('bundles each adapter of one’s own for its stage alone, as a module beside the handler', () => {
      const { app } = someStack({}, true)
      app.synth()
      const assets = readdirSync(outdir).filter((name) => name.startsWith('asset.'))
      const having = (file: string) => assets.filter((asset) => existsSync(join(outdir, asset, file)))
      // Ingest, and the watch, which looks how its connection stands.
      const [ingest = '', ...others] = having('own/platforms/forum.mjs')
      const [deliver = ''] = having('own/destinations/desk.mjs')
      expect(assets).toHaveLength(5)
      expect(having('own/destinations/desk.mjs')).toEqual([deliver])
      expect(others).toHaveLength(1)
      expect([ingest, ...others]).not.toContain(deliver)
      const written = JSON.parse(readFileSync(join(outdir, ingest, 'deployment.json'), 'utf8'))
      expect(written).toMatchObject({
        platforms: { facebook: {}, forum: { adapter: './own/platforms/forum.mjs' } },
        destinations: [{ name: 'desk', adapter: './own/destinations/desk.mjs' }],
      })
      expect(written.platforms.facebook).not.toHaveProperty('adapter')
    })
  })
})

describeThorough('the construct Netzdialog, bundled', () => {
  it('bundles functions of one’s own for route alone, with the program that they run in', () => {
    const own = { decide: '../own-functions/decisions.ts', enrich: '../own-functions/decisions.ts' }
    const { app } = someStack({ routing: { ...deployment.routing, ...own } }, true)
    app.synth()
    const assets = readdirSync(outdir).filter((name) => name.startsWith('asset.'))
    const having = (file: string) => assets.filter((asset) => existsSync(join(outdir, asset, file)))
    const [route = ''] = having('own-host.mjs')
    expect(having('own/routing/decide.mjs')).toEqual([route])
    expect(having('own/routing/enrich.mjs')).toEqual([route])
    const { routing } = JSON.parse(readFileSync(join(outdir, route, 'deployment.json'), 'utf8'))
    expect(routing).toMatchObject({
      decide: './own/routing/decide.mjs',
      enrich: './own/routing/enrich.mjs',
    })
  })

  it('writes the deployment beside the code as its schema has made it, for no function checks it again', () => {
    const { app } = someStack({}, true)
    app.synth()
    const files = readdirSync(outdir)
      .filter((name) => name.startsWith('asset.'))
      .map((asset) => JSON.parse(readFileSync(join(outdir, asset, 'deployment.json'), 'utf8')))
    expect(files).toHaveLength(5)
    for (const written of files) {
      expect(deploymentSchema.parse(written)).toEqual(written)
      expect(written).toMatchObject({ retention: { processedEvents: 30 }, routing: { match: 'first' } })
    }
  })

  it('bundles the classes that a handler tells failures by once, for the handler and for adapters of one’s own', () => {
    const { outputs } = bundleFunction('ingest', outdir, { forum: join(folder, 'forum.ts') })
    const having = Object.values(outputs).filter(({ inputs }) => 'functions/core/errors.ts' in inputs)
    expect(having).toHaveLength(1)
    const entries = Object.values(outputs).filter(({ entryPoint }) => entryPoint?.endsWith('/forum.ts'))
    expect(entries).toHaveLength(1)
  })
})

describeThorough('the stack', () => {
  it('keeps the logical ids of what holds data, through whatever constructs are put around it', () => {
    const template = templateOf(twoOfEach)
    const types = [
      'AWS::DynamoDB::GlobalTable',
      'AWS::S3::Bucket',
      'AWS::SQS::Queue',
      'AWS::SecretsManager::Secret',
      'AWS::ApiGatewayV2::Api',
    ]
    expect(types.flatMap((type) => [...resourcesOf(template, type).keys()]).sort()).toEqual([
      'AttachmentsKeysSecretFDB410E7',
      'ContactsBackstop1475C0B9',
      'ContactsQueue047B300C',
      'DeliveracdKeysSecret1333BE07',
      'DeliveracdQueue1A739584',
      'DeliveracdQueueBackstopC39B6881',
      'DelivercrmKeysSecret0670BB4F',
      'DelivercrmQueue6F66CD6E',
      'DelivercrmQueueBackstopD582173C',
      'FrontDoorApi9446D656',
      'IngestfacebookKeysSecret6CDE3A1F',
      'IngesttwitterKeysSecretE8F615A2',
      'LedgerTable9343E4AA',
      'StoreBucket4FBDE984',
    ])
  })
})
