import * as z from 'zod'
import type { PlatformAdapter } from '../../../functions/contracts/platform.ts'
import { NotProven } from '../../../functions/core/errors.ts'

/** A platform as the owner of a project writes it, with one key and no event. */
export const platform: PlatformAdapter<{ keys: string[] }> = {
  name: 'forum',
  label: 'Forum',
  settings: z.strictObject({ keys: z.array(z.string()).meta({ secret: true }) }),
  verify(request, { keys }) {
    if (!keys.includes(request.headers.get('x-key') ?? ''))
      throw new NotProven('wrong_key', 'the key is another')
  },
  normalize: () => ({ events: [], ignored: [], quarantined: [], objects: [] }),
}
