import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const written = /^[\w-]{43}$/

/**
 * The key that signs the links to attachments: 32 bytes as base64url, the same as long as its file is there, so that a
 * link in a ticket still opens after a restart. One that was written by half is made anew.
 *
 * @param file for this user alone; without it the key ends with the process
 */
export function linkKey(file?: string): string {
  const before = file === undefined ? '' : read(file)
  if (written.test(before)) return before
  const key = randomBytes(32).toString('base64url')
  if (file !== undefined) writeFileSync(file, key, { mode: 0o600 })
  return key
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
