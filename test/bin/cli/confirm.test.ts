import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { confirm, requireConsent } from '../../../bin/cli/confirm.ts'

function terminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY })
  const output = Object.assign(new PassThrough(), { isTTY })
  return { input, output }
}

describe('what cannot be undone', () => {
  it('is refused where nobody can be asked and nobody has agreed', () => {
    expect(() => requireConsent({}, terminal(false))).toThrow(/there is no terminal to ask on: add --yes/)
    expect(() => requireConsent({ yes: true }, terminal(false))).not.toThrow()
    expect(() => requireConsent({}, terminal(true))).not.toThrow()
  })

  it('is called so where nothing else is said to be at stake', () => {
    expect(() => requireConsent({}, terminal(false))).toThrow(/^it cannot be undone, and/)
    expect(() => requireConsent({}, terminal(false), 'it changes what stands there')).toThrow(
      /^it changes what stands there, and there is no terminal/,
    )
  })

  it.each(['y', 'Yes', ' j ', 'ja'])('is done at "%s"', async (answer) => {
    const asked = terminal(true)
    asked.input.write(`${answer}\n`)
    await expect(confirm('Drop 3?', {}, asked)).resolves.toBeUndefined()
    expect(String(asked.output.read())).toContain('Drop 3? [y/N] ')
  })

  it.each(['', 'n', 'yesterday', 'nein'])('is left at "%s"', async (answer) => {
    const asked = terminal(true)
    asked.input.write(`${answer}\n`)
    await expect(confirm('Drop 3?', {}, asked)).rejects.toThrow('nothing was done')
  })

  it('is left where the terminal goes away', async () => {
    const asked = terminal(true)
    asked.input.end()
    await expect(confirm('Drop 3?', {}, asked)).rejects.toThrow('nothing was done')
  })

  it('is done unasked with --yes', async () => {
    const asked = terminal(true)
    await confirm('Drop 3?', { yes: true }, asked)
    expect(asked.output.read()).toBeNull()
  })
})
