import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it.each([
  ['telegram', 150],
  ['freshdesk', 300],
])('the example adapter %s has at most %i lines', (name, maxLines) => {
  const file = new URL(`../../docs/examples/adapters/${name}.ts`, import.meta.url)
  expect(readFileSync(file, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(maxLines)
})
