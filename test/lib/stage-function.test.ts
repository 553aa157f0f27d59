import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '../../functions/aws/configuration.ts'
import {
  attachmentsEnvironment,
  deliverEnvironment,
  ingestEnvironment,
  routeEnvironment,
  watchEnvironment,
} from '../../schemas/environment.ts'
import { functionOf, resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

describe('the functions', () => {
  const services = [
    'ingest-facebook',
    'ingest-twitter',
    'route',
    'deliver-crm',
    'deliver-acd',
    'attachments',
    'watch',
  ]

  it('are one for each platform, one to route, one for each destination, one for attachments, one to watch', () => {
    const found = all('AWS::Lambda::Function').map(({ Properties }) => {
      const { Variables } = Properties['Environment'] as { Variables: Record<string, string> }
      return Variables['POWERTOOLS_SERVICE_NAME']
    })
    expect(found.sort()).toEqual([...services].sort())
  })

  it('run on Node 24 and arm64, with a log of their own that ends', () => {
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: Match.anyValue() },
    })
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 14 })
    for (const service of services)
      template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: `/acme/${service}` })
  })

  /** As the function will find its environment, a word for what only CloudFormation knows. */
  function resolved(service: string): Record<string, string> {
    const { environment } = functionOf(template, service)
    return Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, resolve(name, value)]),
    )
  }
  function resolve(name: string, value: unknown): string {
    if (typeof value === 'string') return value
    if (name.endsWith('_QUEUE_URLS')) {
      const join = value as { 'Fn::Join': [string, unknown[]] }
      return join['Fn::Join'][1]
        .map((part) => (typeof part === 'string' ? part : 'https://sqs.test/q'))
        .join('')
    }
    if (name === 'LINKS_BASE_URL') expect(JSON.stringify(value)).toContain('FrontDoorApi')
    return name.endsWith('_URL') ? 'https://sqs.test/q' : 'resolved'
  }

  it('are told all that their environment asks for', () => {
    expect(readEnvironment(ingestEnvironment, resolved('ingest-twitter'))).toMatchObject({
      PLATFORM: 'twitter',
    })
    expect(Object.keys(readEnvironment(routeEnvironment, resolved('route')).DELIVER_QUEUE_URLS)).toEqual([
      'crm',
      'acd',
    ])
    expect(readEnvironment(deliverEnvironment, resolved('deliver-acd'))).toMatchObject({
      DESTINATION: 'acd',
      LOCAL_RUN: false,
    })
    expect(readEnvironment(attachmentsEnvironment, resolved('attachments'))).toMatchObject({
      BUCKET: 'resolved',
    })
    expect(readEnvironment(watchEnvironment, resolved('watch'))).toMatchObject({
      POWERTOOLS_METRICS_NAMESPACE: 'Netzdialog/acme',
      CONNECTION_SECRET_IDS: {},
    })
  })

  it('count under the deployment’s name, so that two in one account stay apart', () => {
    for (const service of services)
      expect(functionOf(template, service).environment['POWERTOOLS_METRICS_NAMESPACE']).toBe(
        'Netzdialog/acme',
      )
  })

  it('write of the good path unless that is taken back, and send no traces unless that is asked for', () => {
    const quiet = templateOf({ ...twoOfEach, logs: { steps: false }, tracing: true })
    for (const service of services) {
      const [usual, other] = [template, quiet].map((each) => functionOf(each, service))
      expect(usual?.environment).not.toHaveProperty('POWERTOOLS_LOG_LEVEL')
      expect(usual?.properties).not.toHaveProperty('TracingConfig')
      expect(other?.environment['POWERTOOLS_LOG_LEVEL']).toBe('WARN')
      expect(other?.properties['TracingConfig']).toEqual({ Mode: 'Active' })
    }
    const statements = (each: Template) =>
      JSON.stringify([...resourcesOf(each, 'AWS::IAM::Policy').values()]).match(/xray:\w+/g) ?? []
    expect(statements(template)).toEqual([])
    expect(new Set(statements(quiet))).toEqual(new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']))
    expect(statements(quiet)).toHaveLength(2 * services.length)
  })

  it('have an end before API Gateway’s, or time for a whole batch', () => {
    expect(functionOf(template, 'ingest-facebook').properties['Timeout']).toBe(29)
    expect(functionOf(template, 'deliver-crm').properties['Timeout']).toBe(220)
    expect(functionOf(template, 'deliver-acd').properties['Timeout']).toBe(900)
  })
})
