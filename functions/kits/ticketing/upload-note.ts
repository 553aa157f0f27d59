import type { GatheredFile } from '../delivery/gather-attachments.ts'
import type { Note } from './compose-note.ts'
import type { TicketAttempt } from './ticket-system.ts'

/** How a system takes files ahead of the note that is to have them. */
export interface Uploads {
  /** @returns the token by which a note takes the file; `undefined` where the system refuses it */
  upload(file: GatheredFile): Promise<string | undefined>
  /** How long a token may be used. */
  readonly goodForMs: number
}

type Attempt = Pick<TicketAttempt<unknown>, 'progress' | 'degraded'> & {
  readonly context: { readonly now: () => Date }
}

/**
 * Hands the files of a note over. The same files have the same tokens at the next attempt, so that it sends the same
 * request to the letter, as idempotency keys ask for.
 *
 * @returns the note, which says what was refused, and its tokens; its codes are in `degraded`
 */
export async function uploadNote(
  note: Note,
  attempt: Attempt,
  uploads: Uploads,
): Promise<{ note: Note; tokens: string[] }> {
  const { tokens, refused } = await uploadFiles('file', note.attachments, attempt, uploads)
  const told = refused.length > 0 ? note.without(refused) : note
  for (const code of told.degraded) attempt.degraded.add(code)
  const whole = told.whole ? [{ ...told.whole, type: 'text/plain; charset=utf-8' }] : []
  return { note: told, tokens: [...tokens, ...(await uploadFiles('whole', whole, attempt, uploads)).tokens] }
}

async function uploadFiles(
  prefix: string,
  files: readonly GatheredFile[],
  { progress, context: { now } }: Attempt,
  { upload, goodForMs }: Uploads,
): Promise<{ tokens: string[]; refused: GatheredFile[] }> {
  const since = progress[`${prefix}At`]
  const stillGood = since !== undefined && now().getTime() - Date.parse(since) < goodForMs
  // All of them, at once: a batch that fails halfway would leave old tokens beside the time of new ones.
  if (!stillGood) for (const index of files.keys()) delete progress[`${prefix}${index}`]
  const tokens: string[] = []
  const refused: GatheredFile[] = []
  for (const [index, file] of files.entries()) {
    const key = `${prefix}${index}`
    const token = progress[key] ?? (await upload(file))
    if (token === undefined) refused.push(file)
    else {
      tokens.push(token)
      progress[key] = token
      if (!stillGood && tokens.length === 1) progress[`${prefix}At`] = now().toISOString()
    }
  }
  return { tokens, refused }
}
