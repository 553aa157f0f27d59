import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { functionOf, resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

describe('the front door', () => {
  it('leads from each platform’s path to its own function, by three methods, and from links', () => {
    const keys = all('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties['RouteKey'])
    expect(keys.sort()).toEqual([
      'GET /attachments/{token}',
      'GET /webhooks/facebook',
      'GET /webhooks/twitter',
      'HEAD /webhooks/facebook',
      'HEAD /webhooks/twitter',
      'POST /webhooks/facebook',
      'POST /webhooks/twitter',
    ])
    for (const service of ['ingest-facebook', 'ingest-twitter', 'attachments']) {
      const { id } = functionOf(template, service)
      template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
        IntegrationUri: { 'Fn::GetAtt': [id, 'Arn'] },
        PayloadFormatVersion: '2.0',
      })
    }
  })

  it('is throttled, and logs neither paths, which may open an attachment, nor query strings or addresses', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 },
    })
    const [stage] = all('AWS::ApiGatewayV2::Stage')
    const logged = JSON.stringify(stage?.Properties['AccessLogSettings'])
    expect(logged).toContain('$context.status')
    expect(logged).toContain('$context.routeKey')
    expect(logged).not.toMatch(/query|sourceIp|userAgent|path/i)
  })
})

describe('the outputs', () => {
  it('tell the operator where webhooks go, where keys go, and where things lie', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'AlarmTopic',
      'Bucket',
      'Dashboard',
      'QueueContacts',
      'QueueToAcd',
      'QueueToCrm',
      'SecretFacebook',
      'SecretToAcd',
      'SecretToCrm',
      'SecretTwitter',
      'Table',
      'WebhookFacebook',
      'WebhookTwitter',
    ])
  })
})
