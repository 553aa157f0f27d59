import { Script } from 'node:vm'
import type { AdapterNames } from './adapter-names.ts'
import type { NewFile } from './fill-templates.ts'

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const word = /[A-Za-z]\w*/g

/**
 * Why an adapter of the repository cannot be called so; `undefined` where it can.
 *
 * @param maxLength of the name
 * @param templates what is written of it, whose own words it must not be
 */
export function refuseName(
  { name, identifier }: AdapterNames,
  templates: readonly NewFile[],
  maxLength: number,
): string | undefined {
  const refused = refuseForm(name, maxLength)
  if (refused !== undefined) return refused
  if (isReserved(identifier)) return `"${name}" is a word of the language: choose another name`
  const code = templates.filter(({ path }) => path.endsWith('.ts')).map(({ text }) => text)
  if (code.some((text) => text.match(word)?.includes(identifier)))
    return `"${name}" has a meaning of its own in the code of every adapter: choose another name`
  return undefined
}

/** Why an adapter cannot be called so wherever it lies; `undefined` where it can. */
export function refuseForm(name: string, maxLength: number): string | undefined {
  return kebab.test(name) && name.length <= maxLength
    ? undefined
    : `"${name}" is no name for an adapter: take 1 to ${maxLength} lower-case letters, digits and single dashes, a letter first`
}

function isReserved(identifier: string): boolean {
  try {
    new Script(`'use strict'; async () => { let ${identifier} }`)
    return false
  } catch {
    return true
  }
}
