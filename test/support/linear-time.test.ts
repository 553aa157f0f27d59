import { expect, it } from 'vitest'
import { superLinearGrowth } from './linear-time.ts'

const textOf = (size: number) => 'a'.repeat(size)
const size = 4000

/** Does so many steps that the compiler cannot leave out. */
function work(steps: number): number {
  let sum = 0
  for (let step = 0; step < steps; step++) sum = (sum * 31 + step) % 65_521
  return sum
}

it('finds a reader that takes the square of the length', async () => {
  expect(await superLinearGrowth((text) => work(8 * text.length ** 2), textOf, size)).toBeDefined()
})

it('finds a reader that takes its cube', async () => {
  expect(await superLinearGrowth((text) => work(text.length ** 3 / 50), textOf, size)).toBeDefined()
})

it('says nothing of a reader that is slow and linear', async () => {
  expect(await superLinearGrowth((text) => work(5000 * text.length), textOf, size)).toBeUndefined()
})

it('says nothing of a reader that takes its time at one length alone', async () => {
  const read = (text: string) => work(text.length === size / 4 ? 30_000_000 : 100 * text.length)
  expect(await superLinearGrowth(read, textOf, size)).toBeUndefined()
})
