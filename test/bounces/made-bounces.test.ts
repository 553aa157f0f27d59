import { describe, expect, it } from 'vitest'
import { judgeBounce } from './judge-bounce.ts'
import { complaints } from './made/complaints.ts'
import { exchange } from './made/exchange.ts'
import { mailSystems } from './made/mail-systems.ts'
import { providers } from './made/providers.ts'
import { reports } from './made/reports.ts'

const made = [...mailSystems, ...providers, ...exchange, ...reports, ...complaints]

describe.each(['null sender', 'unknown'] as const)('a bounce, the envelope being %s,', (envelope) => {
  it.each(made.map((bounce) => [bounce.name, bounce] as const))('of %s is read', (_, bounce) => {
    const { kind, receipts } = judgeBounce(Buffer.from(bounce.raw), envelope)
    expect(kind).toBe(bounce.kind)
    expect(receipts.map(({ recipient }) => recipient)).toEqual(bounce.recipients)
    for (const { code, diagnostic, permanent } of receipts) {
      expect(code ?? diagnostic).toBeDefined()
      if (bounce.permanent !== undefined) expect(permanent).toBe(bounce.permanent)
    }
  })
})
