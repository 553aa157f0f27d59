import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findExpressions, type WrittenExpression } from './support/regular-expressions/find-expressions.ts'
import { findSuperLinear } from './support/regular-expressions/find-super-linear.ts'

const project = resolve(import.meta.dirname, '..')
const expressions = ['functions', 'schemas', 'lib', 'bin'].flatMap((folder) =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => findExpressions(join(project, folder, file), `${folder}/${file}`)),
)

describe('the regular expressions of the program', () => {
  it('are all found', () => {
    expect(expressions.length).toBeGreaterThan(300)
    expect(expressions.filter(({ place }) => place.startsWith('functions/')).length).toBeGreaterThan(250)
  })

  it('take time linear in the length of a text, or have a bound in their own text', () => {
    expect(expressions.flatMap(complain)).toEqual([])
  })
})

function complain(expression: WrittenExpression): string[] {
  const found = findSuperLinear(expression)
  if (found === undefined) return []
  const [one, other] = found.between
  return [
    `${expression.place}: ${found.growth}: ${one} and ${other} share out ${JSON.stringify(found.repeated)}, repeated`,
  ]
}
