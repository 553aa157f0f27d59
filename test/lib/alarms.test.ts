import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Match, type Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import { runbooks } from '../../lib/runbook.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

let template: Template
const all = (type: string) => [...resourcesOf(template, type).values()]
beforeAll(() => {
  template = templateOf(twoOfEach)
})

describe('the alarms', () => {
  const alarms = () => all('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties)

  it('have stable names', () => {
    const names = alarms().map(({ AlarmName }) => AlarmName)
    expect(names.toSorted()).toEqual(
      [
        ...['duration', 'errors', 'throttles'].map((what) => `acme-attachments-${what}`),
        'acme-contacts-backstop',
        'acme-contacts-oldest-message',
        ...['acd', 'crm'].flatMap((name) =>
          [
            'backstop',
            'duration',
            'errors',
            'failed',
            'oldest-message',
            'parked',
            'stopped',
            'throttles',
          ].map((what) => `acme-deliver-${name}-${what}`),
        ),
        ...['errors', 'refused', 'too-large', 'too-many-requests'].map((what) => `acme-front-door-${what}`),
        ...['facebook', 'twitter'].flatMap((name) =>
          ['duration', 'enqueue-failed', 'errors', 'not-proven', 'notices', 'quarantined', 'throttles'].map(
            (what) => `acme-ingest-${name}-${what}`,
          ),
        ),
        ...['facebook', 'twitter'].map((name) => `acme-ingest-${name}-silent`),
        ...['duration', 'errors', 'failed', 'own-function-failed', 'parked', 'throttles', 'unmatched'].map(
          (what) => `acme-route-${what}`,
        ),
        'acme-table-throttles',
        'acme-watch-errors',
      ].sort(),
    )
  })

  it('say what has happened and where the runbook is; every runbook is used', () => {
    const platform = { attachments: { fetch: true }, connection: { credentials: true } }
    const more = { ...twoOfEach, platforms: { facebook: platform } }
    const withFiles = [...resourcesOf(templateOf(more), 'AWS::CloudWatch::Alarm').values()]
    const linked = [...alarms(), ...withFiles.map(({ Properties }) => Properties)].map(
      ({ AlarmDescription }) =>
        String(AlarmDescription).match(
          /^(?:Critical: )?\S.+[.] Runbook: docs\/operations\.md#([a-z-]+)$/,
        )?.[1],
    )
    expect(new Set(linked)).toEqual(new Set(runbooks))
  })

  it('watch what the functions count, by the names that they count under', () => {
    const counted = alarms()
      .filter(({ Namespace, Dimensions }) => Namespace === 'Netzdialog/acme' && Dimensions !== undefined)
      .map(({ MetricName, Dimensions }) => `${(Dimensions as { Value: string }[])[0]?.Value} ${MetricName}`)
    expect(counted.sort()).toEqual([
      'deliver-acd DestinationStopped',
      'deliver-acd Failed',
      'deliver-acd Parked',
      'deliver-crm DestinationStopped',
      'deliver-crm Failed',
      'deliver-crm Parked',
      'ingest-facebook EnqueueFailed',
      'ingest-facebook NotProven',
      'ingest-facebook Notices',
      'ingest-facebook Quarantined',
      'ingest-twitter EnqueueFailed',
      'ingest-twitter NotProven',
      'ingest-twitter Notices',
      'ingest-twitter Quarantined',
      'route Failed',
      'route OwnFunctionFailed',
      'route Parked',
      'route Unmatched',
      'watch Quiet-twitter',
    ])
  })

  it('reach a topic that lets them in, and the operator’s address', () => {
    for (const { AlarmActions, OKActions, TreatMissingData } of alarms()) {
      expect(AlarmActions).toHaveLength(1)
      expect(OKActions).toEqual(AlarmActions)
      expect(TreatMissingData).toBe('notBreaching')
    }
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
    })
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } }),
        ]),
      },
    })
  })

  it('count requests that API Gateway turned away by its access log', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.status = "429" }',
      MetricTransformations: [
        Match.objectLike({ MetricNamespace: 'Netzdialog/acme', MetricName: 'TooManyRequests' }),
      ],
    })
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.status = "413" }',
      MetricTransformations: [Match.objectLike({ MetricName: 'TooLarge' })],
    })
    const [stage] = all('AWS::ApiGatewayV2::Stage')
    expect(JSON.stringify(stage?.Properties['AccessLogSettings'])).toContain('status')
  })

  it('ring together in one where a person has to act, and not for the rest', () => {
    const [combined, ...others] = all('AWS::CloudWatch::CompositeAlarm')
    expect(others).toEqual([])
    expect(combined?.Properties).toMatchObject({ AlarmName: 'acme-critical' })
    expect(combined?.Properties['AlarmActions']).toHaveLength(1)
    const rule = JSON.stringify(combined?.Properties['AlarmRule'])
    const critical = [...resourcesOf(template, 'AWS::CloudWatch::Alarm')].flatMap(([id, { Properties }]) =>
      String(Properties['AlarmDescription']).startsWith('Critical: ') ? [[id, Properties['AlarmName']]] : [],
    )
    expect([...rule.matchAll(/"(Alarms\w+)","Arn"/g)].map(([, id]) => id).sort()).toEqual(
      critical.map(([id]) => id).sort(),
    )
    const names = critical.map(([, name]) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'acme-front-door-errors',
        'acme-deliver-crm-stopped',
        'acme-contacts-backstop',
      ]),
    )
    expect(names).not.toContain('acme-ingest-facebook-not-proven')
  })
})

describe('the dashboard', () => {
  it('asks four questions, shows each platform and destination, and has no name that another region would want', () => {
    const [dashboard] = all('AWS::CloudWatch::Dashboard')
    expect(dashboard?.Properties).not.toHaveProperty('DashboardName')
    const body = JSON.stringify(dashboard?.Properties['DashboardBody'])
    for (const question of [
      'Are we losing anything?',
      'Is anyone waiting?',
      'What is slow?',
      'What does it cost?',
    ])
      expect(body).toContain(question)
    for (const name of ['facebook', 'twitter', 'crm', 'acd', 'contacts'])
      expect(body).toContain(`\\"label\\":\\"${name}\\"`)
  })

  it('shows what is refused before any function hears of it, and what fails unexpectedly', () => {
    const body = JSON.stringify(all('AWS::CloudWatch::Dashboard')[0]?.Properties['DashboardBody'])
    for (const name of ['TooLarge', 'TooManyRequests'])
      expect(body).toContain(`\\"Netzdialog/acme\\",\\"${name}\\"`)
    for (const service of ['route', 'deliver-crm', 'deliver-acd'])
      expect(body).toContain(`\\"Failed\\",\\"service\\",\\"${service}\\"`)
  })

  it('shows how long contacts take from the platform’s own time on, of each platform to each destination', () => {
    const body = JSON.stringify(all('AWS::CloudWatch::Dashboard')[0]?.Properties['DashboardBody'])
    const shown = [
      ...body.matchAll(
        /\\"Latency-(\w+)\\",\\"service\\",\\"deliver-(\w+)\\"[^}]{1,200}\\"stat\\":\\"(p\d+)/g,
      ),
    ]
    expect(shown.map(([, ...of]) => of.join(' ')).sort()).toEqual(
      ['p50', 'p99']
        .flatMap((stat) =>
          ['crm', 'acd'].flatMap((name) => [`facebook ${name} ${stat}`, `twitter ${name} ${stat}`]),
        )
        .sort(),
    )
  })

  it('shows only what the functions count', () => {
    const source = readFileSync(join(import.meta.dirname, '../../functions/core/ports.ts'), 'utf8')
    const counted = new Set([...source.matchAll(/^ {2}\| '(\w+)'$/gm)].map(([, name]) => name))
    const body = JSON.stringify(all('AWS::CloudWatch::Dashboard')[0]?.Properties['DashboardBody'])
    const shown = [...body.matchAll(/\\"Netzdialog\/acme\\",\\"([\w-]+)\\"/g)]
      .map(([, name = '']) => name)
      // Of the access log, and by platform.
      .filter((name) => !/^(TooLarge|TooManyRequests)$|^(Latency|Quiet)-/.test(name))
    expect(shown.length).toBeGreaterThan(10)
    for (const name of shown) expect(counted).toContain(name)
  })
})
