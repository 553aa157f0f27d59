import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import { expectedStretches, type SilenceAfter, slotMinutes } from '../schemas/silence.ts'

const period = Duration.minutes(slotMinutes)

/**
 * What came in five minutes, where traffic is expected; 1 elsewhere.
 *
 * @param accepted events that were accepted, by each function that accepts them; metrics that say nothing while nothing
 *   comes
 * @param clock a metric that always says something, for nothing can be computed of a metric that has no value at all
 */
export function heard(
  silence: SilenceAfter,
  accepted: readonly IMetric[],
  clock: IMetric,
  year: number,
): MathExpression {
  const named = Object.fromEntries(
    accepted.map((each, index) => [index === 0 ? 'accepted' : `accepted${index}`, each]),
  )
  const filled = Object.keys(named).map((name) => `FILL(${name}, 0)`)
  const minute = new MathExpression({
    // CloudWatch counts days from Monday as 1, in UTC.
    expression: '(DAY(clock) - 1) * 1440 + HOUR(clock) * 60 + MINUTE(clock)',
    usingMetrics: { clock },
    period,
  })
  const isExpected = expectedStretches(silence, year)
    .map(({ from, to }) => `(minute >= ${from} AND minute < ${to})`)
    .join(' OR ')
  return new MathExpression({
    // Sums pass over what is missing, where `+` comes to nothing.
    expression: `IF(${isExpected}, SUM([${filled.join(', ')}, clock * 0]), 1)`,
    usingMetrics: { minute, ...named, clock },
    period,
    label: 'heard',
  })
}

export function silentPeriods({ hours }: SilenceAfter): number {
  return (hours * 60) / slotMinutes
}
