import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Platform } from '../../../functions/contracts/platform.ts'
import type { ConnectionContext, PlatformOperator } from '../../../functions/contracts/platform-operator.ts'
import { facebook } from '../../../functions/platforms/facebook/index.ts'
import { openConnection } from '../../../functions/watch/open-connection.ts'

type Seen = ConnectionContext<unknown, unknown>

function scene(credentials: z.ZodType, given: unknown, end?: AbortSignal, answers = true) {
  const seen: Seen[] = []
  const operator: PlatformOperator<unknown> = {
    credentials,
    async check(context) {
      seen.push(context)
      if (!answers) await new Promise(() => {})
      return []
    },
  }
  const adapter: Platform = { ...facebook, name: 'forum', operator: async () => operator } as Platform
  const open = openConnection(
    {
      adapter,
      credentials: given,
      settings: async () => ({ key: 'secret' }),
      plain: { kept: 'in the file' },
      webhookUrl: 'https://hooks.acme.example/webhooks/forum',
    },
    { fetch: async () => new Response(), now: () => new Date(), ...(end && { end }) },
  )
  return { open, seen }
}

async function checksOf(open: ReturnType<typeof scene>['open']) {
  const opened = await open
  if (!opened || 'wrong' in opened) throw new Error('it does not open')
  return opened.check()
}

describe('the connection of a platform', () => {
  it('is nothing where its adapter has nothing to look at', async () => {
    const { operator: _, ...rest } = facebook
    const opened = await openConnection(
      {
        adapter: rest as Platform,
        credentials: undefined,
        settings: async () => ({}),
        plain: {},
        webhookUrl: 'https://hooks.acme.example',
      },
      { fetch: async () => new Response(), now: () => new Date() },
    )
    expect(opened).toBeUndefined()
  })

  it('is not looked at where that takes credentials and there are none, which is no fault', async () => {
    const { open, seen } = scene(z.object({ token: z.string() }), undefined)
    expect(await checksOf(open)).toMatchObject([{ ok: false, unknown: 'needs' }])
    expect(seen).toEqual([])
  })

  it('says what is wrong with credentials without quoting them', async () => {
    const { open } = scene(z.strictObject({ token: z.string().min(20) }), { token: 'EAAB' })
    const opened = await open
    expect(opened).toEqual({ wrong: expect.stringMatching(/^token: /) })
    expect(JSON.stringify(opened)).not.toContain('EAAB')
  })

  it('is looked at with the keys of its secret where it takes credentials, and without them where not', async () => {
    const keyed = scene(z.object({ token: z.string() }), { token: 't' })
    await checksOf(keyed.open)
    expect(keyed.seen[0]).toMatchObject({ settings: { key: 'secret' }, credentials: { token: 't' } })
    const keyless = scene(z.undefined(), { token: 'of nobody' })
    await checksOf(keyless.open)
    expect(keyless.seen[0]).toMatchObject({ settings: { kept: 'in the file' }, credentials: undefined })
  })

  it('ends where its time is over, though its adapter waits for good', async () => {
    const end = new AbortController()
    const { open, seen } = scene(z.undefined(), undefined, end.signal, false)
    const looking = checksOf(open)
    const failed = expect(looking).rejects.toMatchObject({ name: 'TimeoutError' })
    await new Promise(setImmediate)
    end.abort(new DOMException('over', 'TimeoutError'))
    await failed
    expect(seen[0]?.signal.aborted).toBe(true)
    const late = scene(z.undefined(), undefined, end.signal, false)
    await expect(checksOf(late.open)).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('gives each question its time anew, however long a person thinks in between', async () => {
    const { open, seen } = scene(z.undefined(), undefined)
    await checksOf(open)
    const [context] = seen
    const first = context?.signal
    expect(first?.aborted).toBe(false)
    expect(context?.signal).not.toBe(first)
  })
})
