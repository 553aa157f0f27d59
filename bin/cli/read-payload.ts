import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Fault } from './errors.ts'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder: name the files in it',
  EACCES: 'its permissions forbid it',
}

/** The bytes of a file, or of standard input for `-`. @throws Fault */
export async function readPayload(file: string): Promise<Uint8Array> {
  if (file === '-') return buffer(process.stdin)
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Fault(`cannot read ${file}: ${reasons[code] ?? code}`)
  }
}
