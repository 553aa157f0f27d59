import { expect, it } from 'vitest'
import { faults } from './faults.ts'
import { readOptions, WrongOptions } from './read-options.ts'

it('runs all faults where none is named', () => {
  expect(readOptions([])).toMatchObject({ faults: Object.keys(faults), events: 20_000, seed: 1 })
})

it('takes single faults, a number of events and a seed', () => {
  const options = readOptions(['--fault', 'receiver-hangs', '--events', '60', '--seed', '7', '--jobs', '4'])
  expect(options).toEqual({ faults: ['receiver-hangs'], events: 60, seed: 7, jobs: 1 })
})

it.each([
  [['--fault', 'fire'], 'no fault "fire" here'],
  [['--events', 'many'], '--events takes a whole number'],
  [['--seed', '0'], '--seed takes a whole number'],
  [['--storm'], 'storm'],
])('says what is wrong with %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(WrongOptions)
  expect(() => readOptions(args)).toThrow(sentence)
})
