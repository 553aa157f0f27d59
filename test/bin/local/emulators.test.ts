import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEmulators } from '../../../bin/local/emulators.ts'
import { StateUnusable } from '../../../bin/local/state-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-emulators-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the emulators of a local run', () => {
  it.each([
    ['the queues', 'queues/fauxqs.db', 'x'.repeat(1000), 'file is not a database'],
    ['the table', 'table/CURRENT', 'x', 'Corruption'],
    ['the table’s place', 'table', 'x', 'EEXIST'],
  ])('say what to do where %s cannot be read, and hold nothing open', async (_, file, text, reason) => {
    const path = join(folder, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    const starting = startEmulators({}, folder)
    await expect(starting).rejects.toThrow(StateUnusable)
    await expect(starting).rejects.toThrow(reason)
    await expect(starting).rejects.toThrow(
      /begin anew with `npm start -- --fresh`, or keep nothing with NETZDIALOG_STATE=memory/,
    )
    rmSync(path)
    await (await startEmulators({}, folder)).stop()
    await (await startEmulators({}, folder)).stop()
  })
})
