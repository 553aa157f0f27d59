import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { settingsTable } from '../../../bin/deployment-checks/settings-table.ts'

const rowsOf = (settings: z.ZodType) => settingsTable(settings).slice(2)

describe('settingsTable', () => {
  it('tells what is required, what stands there unless told, and what is secret', () => {
    const settings = z.strictObject({
      queue: z.string().meta({ description: 'Where tickets\nare opened.' }),
      pages: z.int().default(7).meta({ description: 'At once, 1 | 2.' }),
      keys: z.array(z.string()).default([]).meta({ secret: true, description: 'To sign with.' }),
    })
    expect(rowsOf(settings)).toEqual([
      '| `queue` | required | Where tickets are opened. |',
      '| `pages` | `7` | At once, 1 \\| 2. |',
      '| `keys` | optional, secret | To sign with. |',
    ])
  })

  it('tells of settings within a setting, whichever form it has', () => {
    const smtp = z.strictObject({ way: z.literal('smtp'), port: z.int().default(587) })
    const ses = z.strictObject({ way: z.literal('ses'), region: z.string().meta({ description: 'Of AWS.' }) })
    const settings = z.strictObject({
      names: z.strictObject({ key: z.string().default('Key') }).prefault({}),
      send: z.discriminatedUnion('way', [smtp, ses]).meta({ description: 'How.' }),
    })
    expect(rowsOf(settings)).toEqual([
      '| `names` | optional |  |',
      '| `names.key` | `"Key"` |  |',
      '| `send` | required | How. |',
      '| `send.port` | `587` |  |',
      '| `send.region` | required | Of AWS. |',
    ])
  })
})
