import { describe, expect, it } from 'vitest'
import { mergeModules } from '../../../../bin/cli/scaffold/merge-modules.ts'

const modules = [
  {
    path: 'desk/index.ts',
    text: `import { type Tickets, tickets } from './tickets.ts'
import type { Adapter } from '../kit.ts'
export const desk: Adapter<Tickets> = { tickets, operator: () => import('./probe.ts') }
`,
  },
  {
    path: 'desk/probe.ts',
    text: `import { open } from '../kit.ts'
import { tickets } from './tickets.ts'
export function probe() { return open(tickets) }
`,
  },
  {
    path: 'desk/tickets.ts',
    text: `import * as z from 'zod'
export type Tickets = z.infer<typeof tickets>
export const tickets = z.string()
`,
  },
]

describe('mergeModules', () => {
  it('makes one module, in which nothing is used before it is there', () => {
    expect(mergeModules(modules, () => 'a-kit', ['desk/index.ts'])).toBe(
      `import { type Adapter, open } from 'a-kit'
import * as z from 'zod'

type Tickets = z.infer<typeof tickets>
const tickets = z.string()

function probe() { return open(tickets) }

export const desk: Adapter<Tickets> = { tickets, operator: async () => ({ probe }) }
`,
    )
  })

  it('writes types alone as types', () => {
    const text = mergeModules(modules.slice(0, 1), (path) => `the ${path}`, [])
    expect(text).toContain("import type { Adapter } from 'the kit.ts'")
    expect(text).toContain("import { type Tickets, tickets } from 'the desk/tickets.ts'")
  })
})
