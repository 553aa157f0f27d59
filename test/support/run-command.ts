import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const program = resolve(import.meta.dirname, '../../bin/netzdialog.ts')

export interface CommandRun {
  readonly stdout: string
  readonly stderr: string
  readonly code: number | null
}

/** Runs `netzdialog` as a script does: in a process of its own, without a terminal. */
export async function runCommand(
  args: readonly string[],
  {
    cwd,
    environment = {},
    input = '',
  }: { cwd?: string; environment?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<CommandRun> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...environment } })
  child.stdin.end(input)
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ])
  return { stdout, stderr, code }
}
