import { describe, expect, it } from 'vitest'
import { findFullQueues } from '../../../bin/operations/find-undrained.ts'
import { describeUnfetched, findUnfetched } from '../../../bin/operations/find-unfetched.ts'
import { deployment } from '../../../schemas/deployment.ts'

const level = { name: 'fetch', waiting: 0, inFlight: 0, deadLetterQueue: 0 }
const levelsOf = (change: Partial<typeof level>) => ({ fetchLevels: async () => [{ ...level, ...change }] })
const written = (fetch: boolean, scan: boolean) =>
  deployment.parse({
    platforms: { facebook: { attachments: { fetch } }, twitter: {} },
    destinations: [{ name: 'crm', adapter: 'webhook' }],
    routing: { rules: [{ to: ['crm'] }] },
    attachments: { scan },
  })

describe('requests for files', () => {
  it.each([
    ['waiting', { waiting: 1 }],
    ['under way', { inFlight: 1 }],
    ['in the dead-letter queue', { deadLetterQueue: 1 }],
  ])('keep their queue, where they are %s and the new deployment would take it', async (_where, change) => {
    const found = await findUnfetched(written(false, false), levelsOf(change))
    expect(found).toEqual([{ ...level, ...change }])
    const [line, ...others] = describeUnfetched(found, 'netzdialog.config.ts')
    expect(line).toMatch(/^netzdialog.config.ts: [01] requests for files wait, and [01] are in their dead-l/)
    expect(line).toContain('leave `attachments.fetch` on for one platform until they are empty')
    expect(others).toEqual([])
  })

  it.each([
    ['fetches files of a platform', written(true, false)],
    ['scans files', written(false, true)],
  ])('hold nothing where the new deployment still %s', async (_what, next) => {
    expect(await findUnfetched(next, levelsOf({ waiting: 5 }))).toEqual([])
  })

  it('hold nothing where there are none, or the stack has no queue of them', async () => {
    expect(await findUnfetched(written(false, false), levelsOf({}))).toEqual([])
    expect(await findUnfetched(written(false, false), {})).toEqual([])
  })

  it('hold the whole stack, which goes with its queues', async () => {
    const levels = async () => [{ ...level, name: 'crm' }]
    expect(await findFullQueues({ levels, ...levelsOf({ waiting: 2 }) })).toEqual([{ ...level, waiting: 2 }])
    expect(await findFullQueues({ levels })).toEqual([])
  })
})
