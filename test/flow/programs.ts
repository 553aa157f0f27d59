import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** Whether programs are there to be run. */
export async function has(...programs: string[]): Promise<boolean> {
  const found = await Promise.all(
    programs.map((name) => run('sh', ['-c', `command -v ${name}`]).then(Boolean, () => false)),
  )
  return found.every(Boolean)
}
