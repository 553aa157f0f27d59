import { expect, it } from 'vitest'
import { growthOf, judgeLoad } from './judge-load.ts'

it('counts as lost what went in and did not arrive', () => {
  const sent = new Map([1, 2, 3].map((number) => [`m${number}`, 1000 * number] as const))
  const arrived = new Map([
    ['m1', 1500],
    ['m3', 4000],
    ['of another run', 1],
  ])
  expect(judgeLoad(sent, arrived)).toEqual({ lost: 1, p50: 0.75, p99: 0.995 })
})

const samples = (megabytes: (minute: number) => number) =>
  [0, 1, 2, 3, 4, 5].map((minutes) => ({
    minutes,
    resident: [{ name: 'route', megabytes: megabytes(minutes) }],
  }))

it('calls memory flat that grows at first and stays', () => {
  const [route] = growthOf(samples((minute) => Math.min(100, 60 + 20 * minute)))
  expect(route).toEqual({ name: 'route', megabytes: 100, megabytesAMinute: 0, flat: true })
})

it('says by how much memory grows that does not stay', () => {
  const [route] = growthOf(samples((minute) => 50 + 10 * minute))
  expect(route).toMatchObject({ megabytesAMinute: 10, flat: false })
})
