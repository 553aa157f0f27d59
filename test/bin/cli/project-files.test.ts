import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { projectFiles } from '../../../bin/cli/project-files.ts'
import manifest from '../../../package.json' with { type: 'json' }

it('answers what npm asks of packages with an install script', () => {
  const { allowScripts } = JSON.parse(projectFiles('dialog')['package.json'] ?? '')
  expect(allowScripts).toEqual(manifest.allowScripts)
})

it.each(['fauxqs', 'dynalite'] as const)(
  'has exactly the version of %s that this one was tried with, for the local run knows its insides',
  (emulator) => {
    const { devDependencies } = JSON.parse(projectFiles('dialog')['package.json'] ?? '')
    const { packages } = JSON.parse(
      readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
    )
    expect(devDependencies[emulator]).toMatch(/^\d+\.\d+\.\d+$/)
    expect(devDependencies[emulator]).toBe(packages[`node_modules/${emulator}`].version)
    expect(manifest.devDependencies[emulator]).toBe(devDependencies[emulator])
  },
)
