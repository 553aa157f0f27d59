import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, expect, it } from 'vitest'
import { timeLeft } from '../../functions/kits/http/time-left.ts'
import type { DeploymentInput } from '../../schemas/deployment.ts'
import { describeThorough } from '../support/thorough.ts'
import { allowedTo } from './allowed-to.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

const watching: DeploymentInput = {
  ...twoOfEach,
  platforms: {
    facebook: { connection: { credentials: true, mend: true }, silenceAfter: { hours: 3 } },
    twitter: { silenceAfter: false },
    postmark: { connection: { mailDomains: ['in.acme.example'] } },
    ses: { receiving: { recipients: ['acme.example'] } },
    mailgun: {},
  },
}

const all = (template: Template, type: string) => [...resourcesOf(template, type).values()]

let template: Template
beforeAll(() => {
  template = templateOf(watching)
})

const alarms = () =>
  all(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => ({
    name: String(Properties['AlarmName']),
    description: String(Properties['AlarmDescription']),
    period: Properties['Period'],
    metric: Properties['MetricName'],
    properties: Properties,
  }))

describeThorough('the watch', () => {
  it('looks once in each hour of the clock', () => {
    const rules = all(template, 'AWS::Events::Rule')
    expect(rules.map(({ Properties }) => Properties['ScheduleExpression'])).toEqual(['cron(20 * * * ? *)'])
  })

  it('may read the secrets that looking takes, the figures and the receipt rules, and nothing else', () => {
    expect(allowedTo(template, 'watch')).toEqual([
      'cloudwatch:GetMetricData *',
      'logs:CreateLogStream WatchStageLog',
      'logs:PutLogEvents WatchStageLog',
      'secretsmanager:DescribeSecret IngestfacebookKeysSecret',
      'secretsmanager:DescribeSecret WatchKeysfacebookSecret',
      'secretsmanager:GetSecretValue IngestfacebookKeysSecret',
      'secretsmanager:GetSecretValue WatchKeysfacebookSecret',
      'ses:DescribeActiveReceiptRuleSet *',
    ])
  })

  it('may change the receipt rules only where the operator has allowed it to mend', () => {
    const mending = templateOf({
      ...watching,
      platforms: { ses: { receiving: { recipients: ['acme.example'] }, connection: { mend: true } } },
    })
    expect(allowedTo(mending, 'watch')).toContain('ses:SetActiveReceiptRuleSet *')
  })

  it('keeps what looking takes from every function that takes webhooks', () => {
    for (const service of ['ingest-facebook', 'route', 'deliver-crm', 'attachments'])
      expect(allowedTo(template, service).join()).not.toContain('WatchKeys')
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'acme/connection/facebook' })
    template.hasOutput('SecretForFacebook', { Value: 'acme/connection/facebook' })
  })

  it('rings for each connection that it can look at, once an hour, and pages only for what is broken', () => {
    const found = alarms().filter(({ name }) => name.startsWith('acme-connection-'))
    expect(found.map(({ name }) => name.slice('acme-connection-'.length)).sort()).toEqual(
      ['facebook', 'postmark', 'ses'].flatMap((name) =>
        ['broken', 'ending', 'unknown'].map((what) => `${name}-${what}`),
      ),
    )
    expect(new Set(found.map(({ period }) => period))).toEqual(new Set([3600]))
    for (const { name, description } of found)
      expect(description.startsWith('Critical: '), name).toBe(name.endsWith('-broken'))
    const ending = found.find(({ name }) => name === 'acme-connection-facebook-ending')
    expect(ending?.properties).toMatchObject({
      MetricName: 'ConnectionDaysLeft-facebook',
      ComparisonOperator: 'LessThanThreshold',
      Statistic: 'Minimum',
      Threshold: 7,
    })
    // As `doctor` judges it.
    const now = new Date()
    const inDays = (count: number) => new Date(now.getTime() + count * 24 * 3_600_000)
    expect([7, 6.9].map((left) => timeLeft(inDays(left), now).ok)).toEqual([true, false])
    const unknown = found.find(({ name }) => name === 'acme-connection-ses-unknown')
    expect(unknown?.properties).toMatchObject({ EvaluationPeriods: 6, TreatMissingData: 'notBreaching' })
    const [combined] = all(template, 'AWS::CloudWatch::CompositeAlarm')
    expect(JSON.stringify(combined?.Properties['AlarmRule'])).toContain('connectionfacebookbroken')
  })

  it('rings for silence by what was learned, unless the operator has said when, or wants none of it', () => {
    const silent = alarms().filter(({ name }) => name.endsWith('-silent'))
    expect(Object.fromEntries(silent.map(({ name, metric }) => [name, metric]))).toEqual({
      'acme-ingest-facebook-silent': undefined,
      'acme-ingest-postmark-silent': 'Quiet-postmark',
      'acme-ingest-ses-silent': 'Quiet-ses',
      'acme-ingest-mailgun-silent': 'Quiet-mailgun',
    })
  })

  it('wakes nobody up when it fails itself', () => {
    const own = alarms().filter(({ name }) => name.startsWith('acme-watch-'))
    expect(own.map(({ name }) => name)).toEqual(['acme-watch-errors'])
    expect(own[0]?.description).not.toContain('Critical')
  })

  it('is on the dashboard by platform', () => {
    const [dashboard] = all(template, 'AWS::CloudWatch::Dashboard')
    const body = JSON.stringify(dashboard?.Properties['DashboardBody'])
    for (const name of ['Broken-facebook', 'Unknown-postmark', 'DaysLeft-ses'])
      expect(body).toContain(`Connection${name}`)
    expect(body).toContain('Quiet-mailgun')
    expect(body).not.toContain('Quiet-facebook')
  })

  it.each<[string, Partial<DeploymentInput>]>([
    ['is switched off', { watch: false }],
    [
      'has nothing to look at',
      {
        platforms: {
          facebook: { silenceAfter: false },
          ses: {
            receiving: { recipients: ['acme.example'] },
            silenceAfter: { hours: 3 },
            connection: { watched: false },
          },
        },
      },
    ],
  ])('is not there where it %s', (_what, change) => {
    const without = templateOf({ ...twoOfEach, ...change })
    without.resourceCountIs('AWS::Events::Rule', 0)
    const texts = JSON.stringify(without.toJSON())
    expect(texts).not.toContain('"Quiet-')
    expect(texts).not.toMatch(/Connection(Broken|Unknown|DaysLeft)/)
    const functions = all(without, 'AWS::Lambda::Function')
    expect(functions.filter(({ Properties }) => String(Properties['Description']).includes('hour'))).toEqual(
      [],
    )
  })
})
