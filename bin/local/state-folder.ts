import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'

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
const aboutFile = 'about.json'
/** What lies in it beside; whatever else may lie there is left alone. */
const own = ['table', 'queues', 'crm.jsonl', 'links.key']
/** What a run that was killed at its very beginning may have left alone. */
const beginnings = new Set(['.gitignore', 'lock', 'lock-journal'])
const sqliteBusy = 5

/**
 * Takes a folder for this process alone, for as long as it lives: the lock is the operating system's, so that a process
 * that was killed holds none. Customers' words come to lie there: nobody but this user reads it, and git does not see it.
 *
 * @param path of a local run's state, or of a folder that is empty or not there
 * @param options `fresh`: what lies there is deleted first
 * @throws StateTaken, StateUnusable
 */
export function openStateFolder(
  path: string,
  { fresh, now }: { readonly fresh: boolean; readonly now: () => Date },
): StateFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  refuseForeign(path)
  closeToOthers(path)
  const lock = takeLock(path)
  try {
    const file = join(path, aboutFile)
    if (fresh) for (const name of own) rmSync(join(path, name), { recursive: true, force: true })
    const before = fresh ? undefined : readSince(file)
    const since = before ?? now()
    // Written over and never deleted: a run that is killed meanwhile leaves a folder that is known for what it is.
    if (!before) writeFileSync(file, JSON.stringify({ version: 1, since: since.toISOString() }))
    return { path, since, isOld: before !== undefined, close: () => lock.close() }
  } catch (error) {
    lock.close()
    throw error
  }
}

/** A folder of somebody's own, named by a slip: nothing is written into it, and nothing deleted. */
function refuseForeign(path: string): void {
  const names = readdirSync(path)
  if (names.includes(aboutFile) || names.every((name) => beginnings.has(name))) return
  throw new StateUnusable(
    `${path} holds something, and not the state of a local run: name a folder in NETZDIALOG_STATE that is empty or not there yet (NETZDIALOG_STATE=memory keeps nothing)`,
  )
}

function closeToOthers(path: string): void {
  try {
    chmodSync(path, 0o700)
  } catch {
    // Who may read a folder that another user has given is that user's to say.
  }
  try {
    writeFileSync(join(path, '.gitignore'), '*\n', { flag: 'wx' })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock.close()
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteBusy)
      throw new StateTaken(
        `another local run has its state in ${path}: end it, or give this one a folder of its own with NETZDIALOG_STATE=<folder> (NETZDIALOG_STATE=memory keeps nothing)`,
      )
    throw new StateUnusable(
      `${join(path, 'lock')} cannot be locked (${cause instanceof Error ? cause.message : errorCode(cause)}): delete that file, or name a folder that this user may write in NETZDIALOG_STATE (NETZDIALOG_STATE=memory keeps nothing)`,
      { cause },
    )
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
