import { expect, it } from 'vitest'
import { brokenBuilds } from '../broken-builds/builds.ts'
import { faults } from './faults.ts'
import { readOptions, WrongOptions } from './read-options.ts'

it('runs all faults where none is named', () => {
  expect(readOptions([])).toMatchObject({ faults: Object.keys(faults), events: 20_000, seed: 1 })
})

it('takes single faults, a number of events and a seed', () => {
  const options = readOptions(['--fault', 'receiver-hangs', '--events', '60', '--seed', '7', '--jobs', '4'])
  expect(options).toEqual({ faults: ['receiver-hangs'], builds: [], events: 60, seed: 7, jobs: 4 })
})

it('catches every broken build that concerns the flow, unless faults or builds are named or it is told not to', () => {
  const concerned = Object.keys(brokenBuilds).filter((name) => brokenBuilds[name]?.fault)
  expect(readOptions([]).builds).toEqual(concerned)
  expect(readOptions(['--without-builds']).builds).toEqual([])
  expect(readOptions(['--fault', 'none']).builds).toEqual([])
  expect(readOptions(['--build', 'text-cut'])).toMatchObject({ faults: [], builds: ['text-cut'] })
})

it.each([
  [['--fault', 'fire'], 'no fault "fire" here'],
  [['--build', 'stops-forgotten'], 'no broken build "stops-forgotten" for the fault run'],
  [['--events', 'many'], '--events takes a whole number'],
  [['--seed', '0'], '--seed takes a whole number'],
  [['--storm'], 'storm'],
])('says what is wrong with %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(WrongOptions)
  expect(() => readOptions(args)).toThrow(sentence)
})
