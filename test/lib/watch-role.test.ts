import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { awsEnvironment, readAwsAccess } from '../../bin/local/aws-environment.ts'
import { close, listen } from '../../bin/local/listen.ts'
import { type LocalFunction, startLocalFunction } from '../../bin/local/local-function.ts'
import { startSecretStore } from '../../bin/local/secret-store.ts'
import { bundleFunction } from '../../lib/bundle-function.ts'
import { type DeploymentInput, deployment as deploymentSchema } from '../../schemas/deployment.ts'
import type { Statement } from '../support/roles/may-do.ts'
import { readCall } from '../support/roles/read-call.ts'
import { roleDoor } from '../support/roles/role-door.ts'
import { readTemplate } from '../support/roles/template-of.ts'
import { describeThorough } from '../support/thorough.ts'
import { templateOf, twoOfEach } from './synthesize.ts'

/** No domain whose MX could be asked for, and no token: nothing is asked but AWS. */
const deployment: DeploymentInput = {
  ...twoOfEach,
  platforms: {
    facebook: { connection: { credentials: true } },
    ses: { receiving: { recipients: ['.acme.example'] }, connection: { mend: true } },
  },
}

const arnOf = (id: string) => `arn:aws:test:eu-central-1:123456789012:${id}`
const hourMs = 3_600_000

/** Stands in for CloudWatch and the first API of SES, of which there are no emulators, by their own protocols. */
async function startFigures() {
  const state: { activeRules: string | undefined } = { activeRules: undefined }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    if (String(request.headers['x-amz-target']).endsWith('.GetMetricData')) {
      const asked: { MetricDataQueries: { Id: string }[] } = JSON.parse(body)
      const current = Math.floor(Date.now() / hourMs)
      const hours = Array.from({ length: 40 * 24 }, (_, index) => current - index)
      const MetricDataResults = asked.MetricDataQueries.map(({ Id }) => ({
        Id,
        StatusCode: 'Complete',
        Timestamps: hours.map((hour) => (hour * hourMs) / 1000),
        Values: hours.map(() => 20),
      }))
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      response.end(JSON.stringify({ MetricDataResults, Messages: [] }))
      return
    }
    const action = new URLSearchParams(body).get('Action') ?? ''
    if (action.startsWith('Set'))
      state.activeRules = new URLSearchParams(body).get('RuleSetName') ?? undefined
    const rules = `<Metadata><Name>${state.activeRules}</Name></Metadata><Rules><member><Name>acme-ses</Name><Enabled>true</Enabled></member></Rules>`
    const result = action.startsWith('Describe') && state.activeRules !== undefined ? rules : ''
    response.writeHead(200, { 'content-type': 'text/xml' })
    response.end(
      `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result></${action}Response>`,
    )
  }
  const server = createServer((request, response) => void answer(request, response))
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { state, url, stop: () => close(server) }
}

describeThorough('the bundle of the watch, with what the role of its template allows', () => {
  let figures: Awaited<ReturnType<typeof startFigures>>
  let lambda: LocalFunction
  let statements: readonly Statement[]
  const asked: string[] = []
  const ends: (() => unknown)[] = []
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netzdialog-watch-'))
    ends.push(() => rmSync(folder, { recursive: true }))
    bundleFunction('watch', folder)
    const deploymentFile = join(folder, 'deployment.json')
    writeFileSync(deploymentFile, JSON.stringify(deploymentSchema.parse(deployment)))
    const found = readTemplate(
      templateOf(deployment).toJSON(),
      () => folder,
      (id) => ({ ref: arnOf(id), arn: arnOf(id) }),
    ).functions.find(({ service }) => service === 'watch')
    if (!found) throw new Error('the template has no watch')
    statements = found.statements
    const ids = Object.values<string>(JSON.parse(found.environment['CONNECTION_SECRET_IDS'] ?? ''))
    const store = await startSecretStore(Object.fromEntries(ids.map((id) => [id, null])))
    figures = await startFigures()
    const door = await roleDoor({
      endpoints: { secrets: store.url, cloudwatch: figures.url, ses: figures.url },
      statements: () => statements,
      read: (call) => readCall(call, { bucket: arnOf, queue: arnOf, table: arnOf }),
      asked: ({ action, resource }, allowed) =>
        void asked.push(`${allowed ? '' : 'denied '}${action} ${resource.split(':').at(-1)}`),
      kill: async () => false,
    })
    ends.push(store.stop, figures.stop, door.stop)
    const { url } = door
    lambda = startLocalFunction({
      entry: pathToFileURL(join(folder, 'index.mjs')).href,
      name: 'watch',
      timeoutSeconds: found.timeoutSeconds,
      environment: {
        ...awsEnvironment(readAwsAccess({}), { sqs: url, s3: url, dynamodb: url, secrets: url }),
        AWS_ENDPOINT_URL_CLOUDWATCH: url,
        AWS_ENDPOINT_URL_SES: url,
        PATH: process.env['PATH'] ?? '',
        TZ: 'UTC',
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        POWERTOOLS_METRICS_DISABLED: 'true',
        ...found.environment,
        DEPLOYMENT_FILE: deploymentFile,
      },
    })
    ends.push(lambda.stop)
    await lambda.ready()
  }, 120_000)
  afterAll(async () => {
    for (const end of ends.toReversed()) await end()
  })
  beforeEach(() => void asked.splice(0))

  it('looks, mends, and is denied nothing; it makes use of each right', async () => {
    await lambda.invoke({ 'detail-type': 'Scheduled Event' })
    expect(figures.state.activeRules).toBe('acme')
    expect([...new Set(asked)].map((line) => line.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'cloudwatch:GetMetricData *',
      'secretsmanager:DescribeSecret WatchKeysfacebookSecret',
      'secretsmanager:GetSecretValue WatchKeysfacebookSecret',
      'ses:DescribeActiveReceiptRuleSet *',
      'ses:SetActiveReceiptRuleSet *',
    ])
  })

  it('leaves alone what stands', async () => {
    await lambda.invoke({})
    expect(asked.filter((line) => line.startsWith('ses:'))).toEqual(['ses:DescribeActiveReceiptRuleSet *'])
  })

  it('comes to an end, and looks at the rest, where its role lacks a right', async () => {
    const granted = statements
    statements = granted.filter(({ resources }) => !resources.includes('*'))
    await lambda.invoke({})
    statements = granted
    const denied = [...new Set(asked.filter((line) => line.startsWith('denied')))]
    expect(denied.sort()).toEqual([
      'denied cloudwatch:GetMetricData *',
      'denied ses:DescribeActiveReceiptRuleSet *',
    ])
    expect(asked.join()).toContain('secretsmanager:GetSecretValue')
  })
})
