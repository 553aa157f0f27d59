import { describe, expect, it } from 'vitest'
import { withSuites } from '../../../bin/cli/add-suites.ts'
import { projectFiles } from '../../../bin/cli/project-files.ts'
import manifest from '../../../package.json' with { type: 'json' }

const { vitest, ajv } = manifest.peerDependencies

describe('withSuites', () => {
  it('gives a project that init has made the suites, and runs them with npm test', () => {
    const made = projectFiles('dialog')['package.json'] ?? ''
    const changed = JSON.parse(withSuites(made) ?? '')
    expect(changed.scripts.test).toBe('netzdialog check && vitest run')
    expect(changed.devDependencies).toMatchObject({ ajv, vitest, ...JSON.parse(made).devDependencies })
    expect(Object.keys(changed)).toEqual(Object.keys(JSON.parse(made)))
  })

  it('changes nothing the second time', () => {
    const once = withSuites(projectFiles('dialog')['package.json'] ?? '') ?? ''
    expect(withSuites(once)).toBe(once)
  })

  it('leaves a version, a test script and a form of writing that somebody has chosen', () => {
    const chosen = { scripts: { test: 'jest' }, dependencies: { ajv: '8.0.0' }, zebra: [1] }
    const changed = withSuites(JSON.stringify(chosen, undefined, '\t')) ?? ''
    expect(JSON.parse(changed)).toMatchObject({ ...chosen, devDependencies: { vitest } })
    expect(JSON.parse(changed).devDependencies).not.toHaveProperty('ajv')
    expect(changed).toMatch(/^\{\n\t"scripts": \{\n\t\t"test"/)
  })

  it.each(['', 'not JSON', '[]', '{ "devDependencies": 7 }'])('makes nothing of %j', (text) => {
    expect(withSuites(text)).toBeUndefined()
  })
})
