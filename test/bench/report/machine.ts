import { cpus, totalmem } from 'node:os'

/** Where and when something was measured. */
export interface Machine {
  /** `2026-11-29` */
  readonly date: string
  readonly node: string
  readonly processor: string
  readonly cores: number
  readonly memoryGigabytes: number
  readonly system: string
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
  }
}

export function describeMachine({ date, node, processor, cores, memoryGigabytes, system }: Machine): string {
  return `${date}, ${processor} (${cores} cores, ${memoryGigabytes} GB), ${system}, Node.js ${node}`
}
