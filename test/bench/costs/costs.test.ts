import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeThorough } from '../../support/thorough.ts'
import { type Bundles, openBundles } from '../stand/bundles.ts'
import { costsPage, countsOf } from './costs-page.ts'
import { countScenario, longestWait } from './count-scenario.ts'
import { priceCounts, sumOf } from './price-counts.ts'
import { readRecordedCosts } from './recorded-costs.ts'
import { scenarios } from './scenarios.ts'

const recorded = readRecordedCosts()
const page = (name: string) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
const usd = (name: string) => Math.round(sumOf(priceCounts(countsOf(recorded.counts, name))))

describe('the documents', () => {
  it('say in docs/costs.md what was counted (npm run costs -- --write)', () => {
    expect(page('docs/costs.md')).toBe(costsPage(recorded))
  })

  it.each(['README.md', 'docs/operations.md'])('say in %s what docs/costs.md says', (name) => {
    expect(page(name).replace(/\s+/g, ' ')).toContain(
      `about $${usd('comment-1')} for a million comments that come singly, $${usd('ten-in-a-webhook')} where ten come in a webhook`,
    )
  })
})

describe('the wait for calls', () => {
  const call = (service: 'sqs' | 'dynamodb', startedAt: number, endedAt: number) => ({
    service,
    startedAt,
    endedAt,
  })
  const latency = { sqs: 10, dynamodb: 5, s3: 0, receiver: 0 }

  it('adds up what waited for each other, and takes the dearer of what went side by side', () => {
    const calls = [call('dynamodb', 0, 20), call('sqs', 1, 21), call('dynamodb', 22, 42)]
    expect(longestWait(calls, latency)).toBe(15)
  })

  it('is nothing without a call', () => {
    expect(longestWait([], latency)).toBe(0)
  })
})

describeThorough('what is counted now', () => {
  let bundles: Bundles
  beforeAll(() => {
    bundles = openBundles()
  })
  afterAll(() => bundles.remove())

  it.each(scenarios)('is for $what what docs/costs.md says', { timeout: 120_000 }, async (scenario) => {
    const { cpuMs: _, waitedMs, ...counted } = await countScenario(scenario, bundles, { warmUps: 1 })
    const before = countsOf(recorded.counts, scenario.name)
    // How the calls of ten messages side by side fall together differs from run to run.
    expect(waitedMs).toBeGreaterThan(before.waitedMs * 0.6)
    expect(waitedMs).toBeLessThan(before.waitedMs * 1.7)
    for (const [name, value] of Object.entries(counted)) {
      const said = before[name as keyof typeof before]
      // A row that two messages of a batch ask for at the same moment is read once.
      const tolerance = Math.max(0.02, said * 0.05)
      expect(Math.abs(value - said), `${name}: ${value} counted, ${said} said`).toBeLessThanOrEqual(tolerance)
    }
  })
})
