import * as z from 'zod'
import type { ProbeFinding } from '../../contracts/destination.ts'
import { fine } from '../delivery/finding.ts'

/** A setting of systems that may stand on MySQL's `utf8`. */
export const storedCharacters = z.enum(['unicode', 'bmp']).default('bmp').meta({
  description:
    'What its database holds. `bmp`: emoji are written as `[U+1F69A]`, for MySQL’s `utf8`, which would lose them. `unicode`: PostgreSQL, or MySQL with `utf8mb4`.',
})

/** What becomes of emoji: no request shows whether a database keeps them. */
export function charactersFinding(characters: z.infer<typeof storedCharacters>): ProbeFinding {
  const databases = 'PostgreSQL, MySQL with utf8mb4'
  return fine(
    'answer',
    characters === 'bmp'
      ? `emoji are written as [U+1F69A]: set characters to unicode if its database holds them (${databases})`
      : `emoji are sent as they are: its database must hold them (${databases}), or they are lost`,
  )
}
