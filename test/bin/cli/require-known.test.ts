import { expect, it } from 'vitest'
import { requireKnown } from '../../../bin/cli/require-known.ts'

it('a filter that is none of what there is, is refused and not looked for', () => {
  const known = ['facebook', 'email']
  expect(() => requireKnown('--platform', 'mime', known)).toThrow(
    '--platform takes one of facebook, email, not "mime"',
  )
  expect(() => requireKnown('--platform', 'email', known)).not.toThrow()
  expect(() => requireKnown('--platform', undefined, known)).not.toThrow()
})
