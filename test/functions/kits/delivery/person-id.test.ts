import { expect, it } from 'vitest'
import { personId } from '../../../../functions/kits/delivery/person-id.ts'

it.each([
  ['facebook', 'facebook:4711', 'facebook:4711:991'],
  ['twitter', 'twitter', 'twitter:991'],
  ['forum', undefined, 'forum:acme:991'],
  ['forum', 'tenant', 'forum:tenant:991'],
  ['forum', 'forums', 'forum:forums:991'],
])('a person of %s with scope %s is %s, the platform once', (platform, scope, expected) => {
  expect(personId({ platform, account: { id: 'acme' } }, { id: '991', scope })).toBe(expected)
})
