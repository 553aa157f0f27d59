import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { facebook } from '../../bin/local/senders/facebook.ts'
import { platformSenders } from '../../bin/local/senders/index.ts'

export interface CloudEvent {
  readonly id: string
  readonly type: string
  readonly data: {
    readonly kind: string
    readonly message?: { readonly id: string; readonly text?: string; readonly withheld?: string }
    readonly [field: string]: unknown
  }
}

/** `netzdialog start` as a user runs it, in a process of its own. */
export async function runNetzdialog(
  environment: Record<string, string> = {},
  options: readonly string[] = [],
) {
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../bin/netzdialog.ts', import.meta.url)), 'start', ...options],
    {
      env: { ...process.env, NO_COLOR: '1', NETZDIALOG_STATE: 'memory', ...environment, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const url = `http://127.0.0.1:${port}`
  await untilHealthy(url, child, () => output)

  return {
    url,
    pid: child.pid,
    output: () => output,
    async postFacebook(body: Uint8Array | object, tamper: (body: Uint8Array) => Uint8Array = (same) => same) {
      const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body))
      const signed = facebook.sign(bytes, facebook.localSecrets, new Date())
      const { headers } = signed
      return fetch(`${url}/webhooks/facebook`, { method: 'POST', headers, body: tamper(signed.body) })
    },
    /** Signed as the platform signs. */
    async post(platform: string, payload: Uint8Array): Promise<Response> {
      const sender = await platformSenders[platform]?.()
      if (!sender) throw new Error(`no sender for ${platform}`)
      const { headers, body } = sender.sign(payload, sender.localSecrets, new Date())
      return fetch(`${url}/webhooks/${platform}`, { method: 'POST', headers, body: Buffer.from(body) })
    },
    async events(): Promise<CloudEvent[]> {
      const answer = (await (await fetch(`${url}/crm/events`)).json()) as { events: CloudEvent[] }
      return answer.events
    },
    async fault(mode: string): Promise<void> {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${url}/crm/faults`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ mode }),
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

async function untilHealthy(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended at once:\n${output()}`)
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
