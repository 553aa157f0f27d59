import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeRed } from './programs.ts'

export interface NodeRedOptions {
  readonly port: number
  readonly flow: readonly object[]
  readonly environment: Record<string, string>
  /** A module of which function nodes see each export as a global. @default none */
  readonly globals?: string
}

/** Node-RED without its editor, in a process and a folder of its own. */
export async function startNodeRed({ port, flow, environment, globals }: NodeRedOptions) {
  const program = nodeRed.find()
  if (program === undefined) throw new Error(nodeRed.needs)
  const folder = await mkdtemp(join(tmpdir(), 'netzdialog-node-red-'))
  const settings = {
    uiHost: '127.0.0.1',
    uiPort: port,
    flowFile: 'flow.json',
    httpAdminRoot: false,
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
  }
  const context = globals === undefined ? '{}' : `require(${JSON.stringify(globals)})`
  await writeFile(
    join(folder, 'settings.cjs'),
    `module.exports = { ...${JSON.stringify(settings)}, functionGlobalContext: { ...${context} } }`,
  )
  await writeFile(join(folder, 'flow.json'), JSON.stringify(flow))
  const child = spawn(
    process.execPath,
    [program, '--userDir', folder, '--settings', join(folder, 'settings.cjs')],
    {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))

  const url = `http://127.0.0.1:${port}`
  // `Started flows` is said when every node is there; the server answers 404 before.
  const deadline = Date.now() + 50_000
  while (!output.includes('Started flows')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill()
      throw new Error(`Node-RED does not start:\n${output}`)
    }
    await new Promise((resume) => setTimeout(resume, 50))
  }
  return {
    url,
    output: () => output,
    async stop(): Promise<void> {
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGTERM')) await ended
      await rm(folder, { recursive: true })
    },
  }
}
