import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deploymentSettings, settingsPage } from '../../../bin/tools/settings-page.ts'
import { destinationAdapters } from '../../../functions/destinations/index.ts'
import { platformAdapters } from '../../../functions/platforms/index.ts'

const project = join(import.meta.dirname, '../../..')
const published = await readFile(join(project, 'docs/settings.md'), 'utf8')
/** An adapter that has just been begun waits for `npm run docs`. */
const withSection = <Load>(what: string, adapters: Readonly<Record<string, Load>>) =>
  Object.fromEntries(
    Object.entries(adapters).filter(([name]) => published.includes(`\n## ${what}: ${name}\n`)),
  )
const platforms = withSection('Platform', platformAdapters)
const destinations = withSection('Destination', destinationAdapters)
const made = await settingsPage(project, { platforms, destinations })

describe('docs/settings.md', () => {
  it('is as the schemas have it: run `npm run docs`', () => {
    expect(published).toBe(made)
  })

  it('has a section for every adapter: run `npm run docs`', ({ skip }) => {
    const there = new Set([...Object.keys(platforms), ...Object.keys(destinations)])
    const all = [...Object.keys(platformAdapters), ...Object.keys(destinationAdapters)]
    const missing = all.filter((name) => !there.has(name))
    if (process.env['CI'] === undefined && missing.length > 0) skip(`CI asks for ${missing.join(', ')}`)
    expect(missing).toEqual([])
  })

  it('has type, default and meaning of settings, however deep they lie', () => {
    for (const row of [
      '| `name` | string | `"netzdialog"` | The stack’s name. |',
      '| `destinations[].concurrency` | whole number, 2 to 1000 | `5` | Deliveries at once. |',
      '| `routing.rules[].to` | list of string or `"ignore"` | required | ',
      '| `routing.rules[].when.visibility` | list of `"public"`, `"private"` | optional | ',
      '| `retention.logs` | `1`, `3`, `5`, ',
      '| `platforms.<name>.concurrency` | whole number, 1 to 1000 | optional | ',
    ])
      expect(made).toContain(row)
  })

  it('marks what is secret, of every adapter', () => {
    expect(made).toMatch(/^\| `appSecrets` \| list of string \| required, secret \| /m)
    expect(made).toMatch(/^\| `authorization` \| string \| optional, secret \| /m)
    expect(made).toMatch(/^\| `url` \| string \| required \| Where events are posted to\. \|/m)
  })

  it('leaves no setting without a meaning, its own or that of what it stands in', () => {
    const settings = deploymentSettings()
    const explained = new Set(settings.filter(({ meaning }) => meaning !== '').map(({ path }) => path))
    const outerOf = (path: string) => path.slice(0, path.lastIndexOf('.')).replace(/\[\]$/, '')
    const lost = settings.filter(({ path }) => !explained.has(path) && !explained.has(outerOf(path)))
    expect(lost).toEqual([])
    expect(settings.length).toBeGreaterThan(40)
    const silent = [...made.matchAll(/^\| `([^`]+)` \|.*\| {2}\|$/gm)].map(([, path = '']) => path)
    const ofAdapters = silent.filter((path) => !settings.some((each) => each.path === path))
    expect(ofAdapters.filter((path) => !/^routes\.\w+\.(?:method|path)$/.test(path))).toEqual([])
  })
})
