import { expect, it } from 'vitest'
import { wholeIds } from '../../../bin/cli/whole-ids.ts'

const known = ['evt_f2225', 'evt_f2229', 'evt_a1', 'evt_a10', 'evt_a1']

it.each([
  ['the beginning of one', ['evt_f2225', 'evt_a10'], ['evt_f2225', 'evt_a10']],
  ['one that another begins with', ['evt_a1'], ['evt_a1']],
  ['one by two beginnings', ['evt_f2229', 'evt_f2229'], ['evt_f2229']],
  ['one that is not there', ['evt_9', ''], ['evt_9', '']],
])('takes %s', (_what, given, meant) => {
  expect(wholeIds(given, known)).toEqual(meant)
})

it('completes a beginning, and refuses one of several', () => {
  expect(wholeIds(['evt_f2225', 'evt_f222'.slice(0, 5)], ['evt_f2225', 'evt_a1'])).toEqual(['evt_f2225'])
  expect(() => wholeIds(['evt_f222'], known)).toThrow('"evt_f222" begins several ids: give more of it')
})
