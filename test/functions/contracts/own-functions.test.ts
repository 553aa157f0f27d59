import { expect, it } from 'vitest'
import { ownFunctionOf } from '../../../functions/contracts/own-functions.ts'

const decide = () => undefined

it('takes for a function of one’s own what a module exports by its name', () => {
  expect(ownFunctionOf({ decide, enrich: () => ({}) }, 'decide')).toBe(decide)
})

it.each([
  undefined,
  null,
  'decide',
  decide,
  {},
  { decide: { to: ['crm'] } },
  { default: decide, enrich: decide },
])('takes nothing else for one: %s', (module) => {
  expect(ownFunctionOf(module, 'decide')).toBeUndefined()
})
