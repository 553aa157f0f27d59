import { expect, it } from 'vitest'
import { projectFiles } from '../../../bin/cli/project-files.ts'
import manifest from '../../../package.json' with { type: 'json' }

it('answers what npm asks of packages with an install script', () => {
  const { allowScripts } = JSON.parse(projectFiles('dialog')['package.json'] ?? '')
  expect(allowScripts).toEqual(manifest.allowScripts)
})
