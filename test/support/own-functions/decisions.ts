import { readFileSync } from 'node:fs'
import type { Decide, Enrich } from '../../../functions/contracts/own-functions.ts'

const kept: Buffer[] = []

/** Functions as the owner of a project writes them, each of which does what the text of a message says. */
export const decide: Decide = async ({ event }) => {
  switch (event.message?.text) {
    case 'throw':
      throw new Error('the words of somebody')
    case 'loop':
      for (;;);
    case 'wait':
      return new Promise(() => {})
    case 'exit':
      return process.exit(0)
    case 'heap':
      return fill()
    case 'environment':
      return { reason: JSON.stringify(Object.keys(process.env).sort()) }
    case 'file':
      return { reason: readFileSync(`/proc/${process.ppid}/environ`, 'utf8').slice(0, 100) }
    case 'buffer':
      kept.push(Buffer.alloc(300_000_000, 1))
      return { reason: `${kept.length} kept` }
    case 'nothing':
      return undefined
    default:
      return { to: ['vip'], effect: 'append', reason: 'of a friend' }
  }
}

export const enrich: Enrich = ({ event }) => {
  if (event.message?.text === 'bigint') return Object({ number: 1n })
  return event.message?.text === 'large' ? { topic: 'x'.repeat(30_000) } : { topic: 'tv' }
}

function fill(): never {
  const kept: number[][] = []
  for (;;) kept.push(new Array(10_000).fill(kept.length))
}
