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
    expect(names.sort()).toEqual([
      ...['errors', 'throttles'].map((what) => `acme-attachments-${what}`),
      'acme-contacts-backstop',
      'acme-contacts-oldest-message',
      ...['acd', 'crm'].flatMap((name) =>
        ['backstop', 'errors', 'oldest-message', 'parked', 'stopped', 'throttles'].map(
          (what) => `acme-deliver-${name}-${what}`,
        ),
      ),
      'acme-front-door-errors',
      ...['facebook', 'twitter'].flatMap((name) =>
        ['enqueue-failed', 'errors', 'not-proven', 'notices', 'quarantined', 'throttles'].map(
          (what) => `acme-ingest-${name}-${what}`,
        ),
      ),
      ...['errors', 'own-function-failed', 'parked', 'throttles', 'unmatched'].map(
        (what) => `acme-route-${what}`,
      ),
    ])
  })

  it('say what has happened and where the runbook is; every runbook is used', () => {
    const linked = alarms().map(
      ({ AlarmDescription }) =>
        String(AlarmDescription).match(/^\S.+[.] Runbook: docs\/operations\.md#([a-z-]+)$/)?.[1],
    )
    expect(new Set(linked)).toEqual(new Set(runbooks))
  })

  it('watch what the functions count, by the names that they count under', () => {
    const counted = alarms()
      .filter(({ Namespace }) => Namespace === 'Netzdialog/acme')
      .map(({ MetricName, Dimensions }) => `${(Dimensions as { Value: string }[])[0]?.Value} ${MetricName}`)
    expect(counted.sort()).toEqual([
      'deliver-acd DestinationStopped',
      'deliver-acd Parked',
      'deliver-crm DestinationStopped',
      'deliver-crm Parked',
      'ingest-facebook EnqueueFailed',
      'ingest-facebook NotProven',
      'ingest-facebook Notices',
      'ingest-facebook Quarantined',
      'ingest-twitter EnqueueFailed',
      'ingest-twitter NotProven',
      'ingest-twitter Notices',
      'ingest-twitter Quarantined',
      'route OwnFunctionFailed',
      'route Parked',
      'route Unmatched',
    ])
  })

  it('reach a topic that lets them in, and the operator’s address', () => {
    for (const { AlarmActions, TreatMissingData } of alarms()) {
      expect(AlarmActions).toHaveLength(1)
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
})
