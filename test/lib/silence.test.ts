import type { Template } from 'aws-cdk-lib/assertions'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { deployment } from '../../schemas/deployment.ts'
import { evaluate, type Series } from '../support/metric-math.ts'
import { resourcesOf, templateOf, twoOfEach } from './synthesize.ts'

const fiveMinutes = 300_000
const hour = 3_600_000

const silenceAlarm = z.object({
  ComparisonOperator: z.literal('LessThanThreshold'),
  Threshold: z.literal(1),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.undefined().optional(),
  TreatMissingData: z.literal('notBreaching'),
  Metrics: z.array(
    z.object({
      Id: z.string(),
      Expression: z.string().optional(),
      ReturnData: z.boolean().optional(),
      MetricStat: z
        .object({
          Metric: z.object({ Namespace: z.string(), MetricName: z.string() }),
          Period: z.literal(300),
        })
        .optional(),
    }),
  ),
})
type SilenceAlarm = z.infer<typeof silenceAlarm>

let template: Template
beforeAll(() => {
  template = templateOf({
    ...twoOfEach,
    platforms: {
      facebook: { silenceAfter: { hours: 3, within: 'Mon-Fri 08:00-18:00', timeZone: 'Europe/Berlin' } },
      twitter: {
        silenceAfter: { hours: 2, within: 'Mon 00:00-24:00, Sat-Sun 10:00-14:00', timeZone: 'Asia/Tokyo' },
      },
      mailgun: { silenceAfter: { hours: 24 } },
      postmark: {},
    },
  })
})

function alarmOf(platform: string): SilenceAlarm {
  const [alarm] = [...resourcesOf(template, 'AWS::CloudWatch::Alarm').values()].filter(
    ({ Properties }) => Properties['AlarmName'] === `acme-ingest-${platform}-silent`,
  )
  return silenceAlarm.parse(alarm?.Properties)
}

/** Whether the alarm rings at the end of some hours, in which events were accepted at these times. */
function rings(alarm: SilenceAlarm, end: string, accepted: readonly string[], clockRuns = true): boolean {
  const until = Date.parse(end)
  const times = Array.from(
    { length: alarm.EvaluationPeriods },
    (_, index) => until - (alarm.EvaluationPeriods - index) * fiveMinutes,
  )
  const clock: Series = new Map(clockRuns ? times.map((time) => [time, 0]) : [])
  const events: Series = new Map(
    accepted.map((at) => [Math.floor(Date.parse(at) / fiveMinutes) * fiveMinutes, 1]),
  )
  const series: Record<string, Series> = {}
  const pending = [...alarm.Metrics]
  let result: Series = new Map()
  while (pending.length > 0) {
    const ready = pending.findIndex(({ Expression, Id }) =>
      pending.every((other) => other.Id === Id || !new RegExp(`\\b${other.Id}\\b`).test(Expression ?? '')),
    )
    const [metric] = pending.splice(ready, 1)
    if (!metric) break
    const { Id, Expression, MetricStat } = metric
    series[Id] = Expression
      ? evaluate(Expression, series, times)
      : MetricStat?.Metric.MetricName === 'Accepted'
        ? events
        : clock
    if (metric.ReturnData !== false) result = series[Id]
  }
  // What is missing does not count as breaching.
  return times.every((time) => (result.get(time) ?? 1) < alarm.Threshold)
}

describe('a platform that always talks from Monday to Friday, eight to six in Berlin', () => {
  let alarm: SilenceAlarm
  beforeAll(() => {
    alarm = alarmOf('facebook')
  })

  it('rings after three hours of quiet in these hours', () => {
    expect(alarm.EvaluationPeriods).toBe(36)
    // A Wednesday in winter, noon to three.
    expect(rings(alarm, '2026-11-25T14:00:00Z', ['2026-11-25T10:59:00Z'])).toBe(true)
  })

  it('does not ring while something comes, be it one event', () => {
    for (const at of ['2026-11-25T11:00:00Z', '2026-11-25T12:31:00Z', '2026-11-25T13:59:59Z'])
      expect(rings(alarm, '2026-11-25T14:00:00Z', [at])).toBe(false)
  })

  it('rings though not one event came in all the time that CloudWatch looks at', () => {
    expect(rings(alarm, '2026-11-25T14:00:00Z', [])).toBe(true)
  })

  it.each([
    ['in the night', '2026-11-25T03:00:00Z'],
    ['on a Saturday', '2026-11-28T14:00:00Z'],
    ['on a Sunday', '2026-11-29T14:00:00Z'],
    ['in the morning, before it has been expected for three hours', '2026-11-25T09:55:00Z'],
    ['in the evening', '2026-11-25T17:05:00Z'],
  ])('does not ring %s', (_when, end) => {
    expect(rings(alarm, end, [])).toBe(false)
  })

  it('counts the hours that are expected in winter and in summer: one later in the morning, one less in the evening', () => {
    // Eight to six is 07:00 to 17:00 UTC in winter, 06:00 to 16:00 in summer.
    const ringing = Array.from(
      { length: 24 * 12 },
      (_, slot) => Date.UTC(2026, 10, 25) + slot * fiveMinutes,
    ).filter((end) => rings(alarm, new Date(end).toISOString(), []))
    expect([ringing[0], ringing.at(-1)]).toEqual([Date.UTC(2026, 10, 25, 10), Date.UTC(2026, 10, 25, 16)])
    expect(ringing).toHaveLength(6 * 12 + 1)
  })

  it('does not ring where nothing is known of the queue either: that is no silence of the platform', () => {
    expect(rings(alarm, '2026-11-25T14:00:00Z', [], false)).toBe(false)
  })
})

describe('what is expected', () => {
  it('may lie on both sides of midnight UTC, and be given day by day', () => {
    const alarm = alarmOf('twitter')
    // Nine hours ahead without a summer time: Monday there begins on Sunday at 15:00 UTC.
    expect(rings(alarm, '2026-11-22T17:00:00Z', [])).toBe(true)
    expect(rings(alarm, '2026-11-22T16:55:00Z', [])).toBe(false)
    expect(rings(alarm, '2026-11-23T15:00:00Z', [])).toBe(true)
    expect(rings(alarm, '2026-11-23T15:05:00Z', [])).toBe(false)
    expect(rings(alarm, '2026-11-28T03:00:00Z', [])).toBe(true)
    expect(rings(alarm, '2026-11-27T03:00:00Z', [])).toBe(false)
  })

  it('is not asked of a platform of which nothing is said', () => {
    expect(() => alarmOf('postmark')).toThrow()
  })

  it('is the whole week unless something else is said', () => {
    const alarm = alarmOf('mailgun')
    const times = ['2026-11-22T00:00:00Z', '2026-11-23T13:00:00Z']
    expect(times.map((end) => rings(alarm, end, []))).toEqual([true, true])
    expect(
      rings(alarm, '2026-11-23T13:00:00Z', [new Date(Date.parse(times[1]!) - 23 * hour).toISOString()]),
    ).toBe(false)
  })

  it.each([
    [{ hours: 3, within: 'Mon-Fri' }, /must be like .*Mon-Fri 08:00-18:00/],
    [{ hours: 3, within: 'Mon-Fri 18:00-08:00' }, /must be like/],
    [{ hours: 3, within: 'Mon-Fri 08:00-24:05' }, /must be like/],
    [{ hours: 3, within: 'Mon-Fri 08:01-18:00' }, /must be like/],
    [{ hours: 3, timeZone: 'Europe/Nowhere' }, /must be a time zone/],
    [{ hours: 11, within: 'Mon-Fri 08:00-18:00' }, /longer than any stretch/],
    [{ hours: 10, within: 'Mon-Fri 08:00-18:00', timeZone: 'Europe/Berlin' }, /longer than any stretch/],
    [{ hours: 0 }, /hours|>=1/],
  ])('is refused where it makes no sense: %o', (silenceAfter, sentence) => {
    const { error } = deployment.safeParse({
      ...twoOfEach,
      platforms: { facebook: { silenceAfter }, twitter: {} },
    })
    expect(error?.message).toMatch(sentence)
  })
})
