import { quantile, slope } from '../statistics.ts'
import type { Resident } from './memory.ts'

/** Resident memory at a moment of the load. */
export interface Sample {
  /** Since the load began. */
  readonly minutes: number
  readonly resident: readonly Resident[]
}

export interface Growth {
  readonly name: string
  readonly megabytesAMinute: number
  readonly megabytes: number
  /** Whether the second half of the load adds less than a twentieth of what there is. */
  readonly flat: boolean
}

/** @param sent when each message went in. @param arrived when it came, the first time */
export function judgeLoad(sent: ReadonlyMap<string, number>, arrived: ReadonlyMap<string, number>) {
  const took = [...sent].flatMap(([message, begun]) => {
    const at = arrived.get(message)
    return at === undefined ? [] : [(at - begun) / 1000]
  })
  return { lost: sent.size - took.length, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }
}

/** Of the second half, when everything is warm. */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const half = samples.slice(Math.floor(samples.length / 2))
  const [first, last] = [half[0], half.at(-1)]
  if (!first || !last) return []
  return last.resident.map(({ name, megabytes }) => {
    const points = half.flatMap(({ minutes, resident }) => {
      const found = resident.find((each) => each.name === name)
      return found ? [{ x: minutes, y: found.megabytes }] : []
    })
    const megabytesAMinute = slope(points)
    const added = megabytesAMinute * (last.minutes - first.minutes)
    return { name, megabytes, megabytesAMinute, flat: added < megabytes / 20 }
  })
}
