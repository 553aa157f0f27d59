import { afterEach, describe, expect, it, vi } from 'vitest'
import { type OwnProcessOptions, ownProcess } from '../../../../functions/route/own/own-process.ts'

const moduleOf = (file: string) => new URL(`../../../support/own-functions/${file}`, import.meta.url).href
const decisions = moduleOf('decisions.ts')
const both = { decide: decisions, enrich: decisions }

const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

let nowMs = 0
function opened(options: Partial<OwnProcessOptions> = {}) {
  // The machine may do much else: a process has all the time that it needs to start.
  const own = ownProcess({ modules: both, startMs: 20_000, now: () => new Date(nowMs), ...options })
  endings.push(own.stop)
  return (text: string, name: 'decide' | 'enrich' = 'decide') =>
    own.call(name, { event: { message: { text } } })
}

describe('functions of one’s own', () => {
  it('return what they decide, as JSON', async () => {
    const say = opened({ timeoutMs: 10_000 })
    expect(await say('hello')).toEqual({ json: '{"to":["vip"],"effect":"append","reason":"of a friend"}' })
    expect(await say('nothing')).toEqual({})
    expect(await say('hello', 'enrich')).toEqual({ json: '{"topic":"tv"}' })
  })

  it('see neither the environment of route nor what is in it', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('TZ', 'UTC')
    const { json = '' } = Object(await opened({ timeoutMs: 10_000 })('environment'))
    vi.unstubAllEnvs()
    const names: string[] = JSON.parse(JSON.parse(json).reason)
    expect(names).toEqual(expect.arrayContaining(['PATH', 'TZ']))
    expect(names).not.toContain('AWS_SECRET_ACCESS_KEY')
  })

  it('read no file outside of the folder with the code: what the system keeps of route’s environment is one', async () => {
    const readable = new URL('../../../..', import.meta.url).pathname
    const say = opened({ timeoutMs: 10_000, readable })
    expect(await say('file')).toEqual({ failed: 'threw' })
    expect(await say('hello')).toHaveProperty('json')
    const anywhere = opened({ timeoutMs: 10_000 })
    if (process.platform === 'linux') expect(await anywhere('file')).toHaveProperty('json')
  })

  it('get a new process after a call that has kept too much outside of its heap', async () => {
    const say = opened({ timeoutMs: 20_000 })
    const replies = await Promise.all([say('buffer'), say('buffer')])
    expect(replies).toEqual([{ json: '{"reason":"1 kept"}' }, { json: '{"reason":"1 kept"}' }])
  })

  it.each([
    ['throws', 'throw', 'decide', 'threw'],
    ['returns what JSON does not have', 'bigint', 'enrich', 'threw'],
    ['returns more than an event may carry', 'large', 'enrich', 'too_large'],
  ] as const)('fail alone where one %s', async (_, text, name, failed) => {
    const say = opened({ timeoutMs: 10_000 })
    expect(await say(text, name)).toEqual({ failed })
    expect(await say('hello', 'enrich')).toEqual({ json: '{"topic":"tv"}' })
  })

  it.each([
    ['loops without end', 'loop', 'timed_out', 1_000],
    ['never comes to an end', 'wait', 'timed_out', 1_000],
    ['ends its process', 'exit', 'ended', 20_000],
    ['fills its memory', 'heap', 'ended', 20_000],
  ])('are there again for the next event where one %s', async (_, text, failed, timeoutMs) => {
    const say = opened({ timeoutMs })
    const [bad, next] = await Promise.all([say(text), say('hello')])
    expect(bad).toEqual({ failed })
    expect(next).toHaveProperty('json')
  })

  it('rest where their process is lost three times in half a minute, and are there again after that', async () => {
    const say = opened({ timeoutMs: 20_000 })
    for (let time = 0; time < 3; time += 1) expect(await say('exit')).toEqual({ failed: 'ended' })
    expect(await say('hello')).toEqual({ failed: 'resting' })
    nowMs += 30_000
    expect(await say('hello')).toHaveProperty('json')
    for (let time = 0; time < 3; time += 1) {
      nowMs += 20_000
      expect(await say('exit')).toEqual({ failed: 'ended' })
    }
    expect(await say('hello')).toHaveProperty('json')
  })

  it.each([
    ['throws when it is loaded', moduleOf('not-loadable.ts')],
    ['is not there', moduleOf('nowhere.ts')],
  ])('fail where their module %s, and leave the others', async (_, decide) => {
    const say = opened({ modules: { decide, enrich: decisions }, timeoutMs: 10_000 })
    expect(await say('hello')).toEqual({ failed: 'not_loaded' })
    expect(await say('hello', 'enrich')).toHaveProperty('json')
  })

  it('hold up nothing where their module loops when it is loaded', async () => {
    const say = opened({ modules: { decide: moduleOf('never-loaded.ts') }, startMs: 500 })
    expect(await say('hello')).toEqual({ failed: 'not_started' })
    const before = performance.now()
    expect(await say('hello')).toEqual({ failed: 'resting' })
    expect(performance.now() - before).toBeLessThan(400)
  })
})
