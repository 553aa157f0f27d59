import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'

/** Where a local run keeps its state, so that it survives the end of the process. */
export interface StateFolder {
  readonly path: string
  /** When what it holds began. */
  readonly since: Date
  /** It held something before this run. */
  readonly isOld: boolean
  /** Lets another run have it. */
  close(): void
}

/** Another process has it; the message says so in a sentence. */
export class StateTaken extends Error {}
/** What it holds cannot be used; the message says why and what to do. */
export class StateUnusable extends Error {}

const about = z.object({ version: z.literal(1), since: z.iso.datetime() })
/** What lies in it; whatever else may lie there is left alone. */
const own = ['about.json', 'table', 'queues', 'crm.jsonl']

/**
 * Takes a folder for this process alone, for as long as it lives: the lock is the operating system's, so that a process
 * that was killed holds none.
 *
 * @param options `fresh`: what lies there is deleted first
 * @throws StateTaken, StateUnusable
 */
export function openStateFolder(
  path: string,
  { fresh, now }: { readonly fresh: boolean; readonly now: () => Date },
): StateFolder {
  mkdirSync(path, { recursive: true })
  const lock = new DatabaseSync(join(path, 'lock'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new StateTaken(
      `another local run has its state in ${path}: end it, or give this one a folder of its own with NETZDIALOG_STATE=<folder> (NETZDIALOG_STATE=memory keeps nothing)`,
    )
  }
  try {
    if (fresh) for (const name of own) rmSync(join(path, name), { recursive: true, force: true })
    const before = readSince(join(path, 'about.json'))
    const since = before ?? now()
    if (!before)
      writeFileSync(join(path, 'about.json'), JSON.stringify({ version: 1, since: since.toISOString() }))
    return { path, since, isOld: before !== undefined, close: () => lock.close() }
  } catch (error) {
    lock.close()
    throw error
  }
}

function readSince(file: string): Date | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  try {
    return new Date(about.parse(JSON.parse(text)).since)
  } catch (cause) {
    throw new StateUnusable(`${file} is none of this version: begin anew with \`npm start -- --fresh\``, {
      cause,
    })
  }
}
