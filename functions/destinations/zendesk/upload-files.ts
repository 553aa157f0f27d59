import * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { GatheredFile } from '../../kits/delivery/gather-attachments.ts'
import { readJson, type Zendesk } from './zendesk-api.ts'

/** Bytes of one file. */
export const fileLimit = 50 * 1024 * 1024

export interface UploadState {
  /** Tokens by number of the file, and when the first was given: what the next attempt need not do again. */
  readonly progress: Record<string, string>
  readonly now: () => Date
  /** Tells several batches of one comment apart. */
  readonly prefix?: string
}

/** Of the hour that a token is good for: the rest is for the requests after it. */
const tokenMs = 45 * 60 * 1000

/**
 * Hands files over, each for a token with which a comment takes them. The same files get the same tokens at the next
 * attempt, so that a repeated creation is the same request to the letter: its idempotency key asks for that.
 */
export async function uploadFiles(
  files: readonly GatheredFile[],
  zendesk: Zendesk,
  { progress, now, prefix = 'file' }: UploadState,
): Promise<{ tokens: string[]; refused: GatheredFile[] }> {
  const since = progress[`${prefix}At`]
  const stillGood = since !== undefined && now().getTime() - Date.parse(since) < tokenMs
  // All of them, at once: a batch that fails halfway would leave old tokens beside the time of new ones.
  if (!stillGood) for (const index of files.keys()) delete progress[`${prefix}${index}`]
  const tokens: string[] = []
  const refused: GatheredFile[] = []
  for (const [index, file] of files.entries()) {
    const key = `${prefix}${index}`
    const token = progress[key] ?? (await upload(file, zendesk))
    if (token === undefined) refused.push(file)
    else {
      tokens.push(token)
      progress[key] = token
      if (!stillGood && tokens.length === 1) progress[`${prefix}At`] = now().toISOString()
    }
  }
  return { tokens, refused }
}

const uploaded = z.object({ upload: z.object({ token: z.string().min(1) }) })

async function upload({ name, type, bytes }: GatheredFile, zendesk: Zendesk): Promise<string | undefined> {
  const answer = await zendesk({
    method: 'POST',
    path: `/api/v2/uploads?filename=${encodeURIComponent(name)}`,
    file: { type, bytes },
    expected: [400, 413, 415, 422],
  })
  if (answer.status >= 400) return undefined
  const read = readJson(answer.text, uploaded)
  if (!read) throw unreadable('an upload token')
  return read.upload.token
}
