import { execFileSync, spawnSync } from 'node:child_process'
import { basename } from 'node:path'

/** Resident memory of a process. */
export interface Resident {
  /** `route`, `deliver-crm`; the run's own process, which holds the emulators too, is `run`. */
  readonly name: string
  readonly megabytes: number
}

/** A process and those that it has started, as the system has them. @param root its id */
export function residentBelow(root: number): Resident[] {
  if (!hasProcessList()) throw new Error('memory is read from `ps`, which is not here: install procps')
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8' })
  return readProcesses(listed, root)
}

/** Whether there is a `ps` on the PATH. */
export function hasProcessList(): boolean {
  return spawnSync('ps', ['-o', 'pid=', '-p', String(process.pid)]).status === 0
}

/** @param listed lines of `ps -o pid=,ppid=,rss=,args=`: kilobytes, and the function's name as the last argument */
export function readProcesses(listed: string, root: number): Resident[] {
  const found: Resident[] = []
  for (const line of listed.split('\n')) {
    const [pid, parent, kilobytes, ...args] = line.trim().split(' ').filter(Boolean)
    if (Number(pid) !== root && Number(parent) !== root) continue
    const name = Number(pid) === root ? 'run' : basename(args.at(-1) ?? '')
    found.push({ name, megabytes: Number(kilobytes) / 1024 })
  }
  return found
}
