import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { describeThorough } from '../support/thorough.ts'
import { resourcesOf, templateOf } from './synthesize.ts'

const page = await readFile(join(import.meta.dirname, '../../docs/life-of-a-deployment.md'), 'utf8')

function countOf(platforms: readonly string[], destinations: readonly string[]) {
  const template = templateOf({
    platforms: Object.fromEntries(platforms.map((name) => [name, {}])),
    destinations: destinations.map((name) => ({
      name,
      adapter: 'webhook',
      settings: { url: 'https://crm.acme.example/events' },
    })),
    routing: { rules: [{ to: [...destinations] }] },
  })
  return {
    secrets: resourcesOf(template, 'AWS::SecretsManager::Secret').size,
    alarms: resourcesOf(template, 'AWS::CloudWatch::Alarm').size,
  }
}

/** The numbers of a row of the page's table. */
const saidOf = (what: string) =>
  [...(page.match(new RegExp(`^\\| ${what}, at \\$[^|]+\\|(.+)\\|$`, 'm'))?.[1] ?? '').matchAll(/\d+/g)].map(
    Number,
  )

describeThorough('what costs the same every month', () => {
  it('is what docs/life-of-a-deployment.md says', () => {
    const least = countOf(['facebook'], ['crm'])
    const more = [countOf(['facebook', 'twitter'], ['crm']), countOf(['facebook'], ['crm', 'acd'])]
    for (const { secrets, alarms } of more) {
      expect([least.secrets, secrets - least.secrets]).toEqual(saidOf('secrets'))
      const [about = 0, aboutMore = 0] = saidOf('alarms')
      expect(Math.abs(least.alarms - about)).toBeLessThanOrEqual(3)
      expect(Math.abs(alarms - least.alarms - aboutMore)).toBeLessThanOrEqual(1)
    }
  })
})
