import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  FunctionDied,
  FunctionFailed,
  type LocalFunction,
  startLocalFunction,
} from '../../../bin/local/local-function.ts'

const entry = new URL('./fixtures/handler.ts', import.meta.url).href

const started: LocalFunction[] = []
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()))
})

function start(environment: Record<string, string> = {}): LocalFunction {
  const local = startLocalFunction({ entry, environment, timeoutSeconds: 20 })
  started.push(local)
  return local
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a local function', () => {
  it('sees the environment it was given and nothing else', async () => {
    const environment = await start({ PLATFORM: 'facebook' }).invoke({ do: 'environment' })
    expect(environment).toMatchObject({ PLATFORM: 'facebook' })
    expect(environment).not.toHaveProperty('PATH')
  })

  it('answers several events at once, each its own', async () => {
    const local = start()
    const slow = local.invoke({ do: 'wait', milliseconds: 300 })
    const quick = local.invoke({ do: 'pid' })
    expect(await Promise.race([slow, quick])).toBeTypeOf('number')
    expect(await slow).toBe('waited')
    expect(await local.invoke({ do: 'nothing' })).toBeUndefined()
  })

  it('tells what it has sent, without secrets, before it answers', async () => {
    const sent: unknown[] = []
    const onRequest = (request: unknown) => void sent.push(request)
    const local = startLocalFunction({ entry, environment: {}, onRequest })
    started.push(local)
    await local.invoke({ do: 'request' })
    expect(sent).toEqual([expect.objectContaining({ eventId: 'evt_1', status: 200, body: '•••' })])
  })

  it('counts its time down', async () => {
    const remaining = await start().invoke({ do: 'remaining' })
    expect(remaining).toBeGreaterThan(10_000)
    expect(remaining).toBeLessThanOrEqual(20_000)
  })

  it('is told of the memory that its namesake in the account has', async () => {
    const large = startLocalFunction({ entry, environment: {}, memory: 1536 })
    started.push(large)
    expect(await large.invoke({ do: 'memory' })).toBe('1536')
    expect(await start().invoke({ do: 'memory' })).toBe('512')
  })

  it('hands over what it writes to its log, to whoever wants to read it', async () => {
    const log: string[] = []
    const telling = startLocalFunction({ entry, environment: {}, output: (text) => log.push(text) })
    started.push(telling)
    await telling.invoke({ do: 'write' })
    await vi.waitFor(() => expect(log.join('')).toBe('written\n'))
  })

  it('rejects with a code, never with the message of what was thrown', async () => {
    const failed = await start()
      .invoke({ do: 'throw' })
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(FunctionFailed)
    expect(failed).toMatchObject({ code: 'TypeError' })
    expect(String(failed)).not.toContain('Anne')
  })

  it('rejects what is under way when it is killed, and starts again at the next event', async () => {
    const local = start()
    const first = await local.invoke({ do: 'pid' })
    const hanging = expect(local.invoke({ do: 'hang' })).rejects.toThrow(FunctionDied)
    await local.kill()
    await hanging
    expect(isAlive(Number(first))).toBe(false)
    expect(await local.invoke({ do: 'pid' })).not.toBe(first)
  })

  it('rejects when it ends by itself', async () => {
    const local = start()
    await expect(local.invoke({ do: 'exit' })).rejects.toThrow(FunctionDied)
    expect(await local.invoke({ do: 'pid' })).toBeTypeOf('number')
  })

  it('is ready once the handler is loaded, and not where there is none', async () => {
    await expect(start().ready()).resolves.toBeUndefined()
    const broken = startLocalFunction({
      entry: 'file:///no/such/module.ts',
      environment: {},
      output: 'ignore',
    })
    await expect(broken.ready()).rejects.toThrow(FunctionDied)
  })

  it('leaves no process behind when it is stopped', async () => {
    const local = start()
    const pid = Number(await local.invoke({ do: 'pid' }))
    await local.stop()
    expect(isAlive(pid)).toBe(false)
  })

  it('ends with a parent that is killed', async () => {
    const parent = fork(new URL('./fixtures/parent.ts', import.meta.url), [entry], { execArgv: [] })
    const [pid] = await once(parent, 'message')
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 3000)
  })

  it('does not end by the Ctrl-C that its parent also gets', async () => {
    const local = start()
    const pid = Number(await local.invoke({ do: 'pid' }))
    process.kill(pid, 'SIGINT')
    expect(await local.invoke({ do: 'wait', milliseconds: 100 })).toBe('waited')
    expect(await local.invoke({ do: 'pid' })).toBe(pid)
  })
})

describe('the function host', () => {
  it('says what is missing when it is run by hand', async () => {
    const host = new URL('../../../bin/local/function-host.ts', import.meta.url)
    await expect(promisify(execFile)(process.execPath, [host.pathname])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('give its module as the first argument'),
    })
  })
})
