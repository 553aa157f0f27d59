import { cpus, loadavg, totalmem } from 'node:os'

/** Where and when something was measured. */
export interface Machine {
  /** `2026-11-29` */
  readonly date: string
  readonly node: string
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
  /** Load average of the last quarter of an hour when it had ended: above the cores, others were at work too. */
  readonly load?: number
}

export function thisMachine(now = new Date()): Machine {
  const all = cpus()
  return {
    date: now.toISOString().slice(0, 10),
    node: process.version,
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGigabytes: Math.round(totalmem() / 1024 ** 3),
    system: `${process.platform} ${process.arch}`,
    load: Math.round(loadavg()[2] ?? 0),
  }
}

export function describeMachine(machine: Machine): string {
  const { date, node, processor, cores, memoryGigabytes, system, load } = machine
  const busy = load === undefined ? '' : `, load ${load}`
  return `${date}, ${processor} (${cores} cores, ${memoryGigabytes} GB${busy}), ${system}, Node.js ${node}`
}
