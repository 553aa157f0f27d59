import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCrmJournal } from '../../../bin/local/crm-journal.ts'
import { openStateFolder, StateTaken, StateUnusable } from '../../../bin/local/state-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-state-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noon = new Date('2026-11-21T12:00:00Z')
const open = (fresh = false, now = noon) => openStateFolder(join(folder, 'state'), { fresh, now: () => now })

describe('the folder of a local run’s state', () => {
  it('knows at the next start since when it holds something', () => {
    const first = open()
    expect([first.isOld, first.since]).toEqual([false, noon])
    first.close()
    const second = open(false, new Date('2026-11-22T12:00:00Z'))
    expect([second.isOld, second.since]).toEqual([true, noon])
    second.close()
  })

  it('is for one run at a time', () => {
    const first = open()
    expect(() => open()).toThrow(StateTaken)
    expect(() => open()).toThrow(/end it, or give this one a folder of its own with NETZDIALOG_STATE=/)
    first.close()
    open().close()
  })

  it('is begun anew where that is asked for, but for what is somebody else’s', () => {
    open().close()
    const names = ['crm.jsonl', 'links.key', 'mine.txt']
    for (const name of names) writeFileSync(join(folder, 'state', name), 'x')
    const later = new Date('2026-11-22T12:00:00Z')
    const state = open(true, later)
    expect([state.isOld, state.since]).toEqual([false, later])
    expect(names.map((name) => existsSync(join(state.path, name)))).toEqual([false, false, true])
    state.close()
  })

  it.each([true, false])(
    'is none that holds something of somebody else’s, which stays as it was (--fresh: %s)',
    (fresh) => {
      mkdirSync(join(folder, 'state'))
      chmodSync(join(folder, 'state'), 0o755)
      for (const name of ['table', 'queues', 'crm.jsonl']) writeFileSync(join(folder, 'state', name), 'mine')
      expect(() => open(fresh)).toThrow(StateUnusable)
      expect(() => open(fresh)).toThrow(/not the state of a local run: name a folder in NETZDIALOG_STATE/)
      expect(readdirSync(join(folder, 'state'))).toEqual(['crm.jsonl', 'queues', 'table'])
      expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o755)
    },
  )

  it('is begun in an empty folder, and in one that a run left at its very beginning', () => {
    mkdirSync(join(folder, 'state'))
    open(true).close()
    rmSync(join(folder, 'state/about.json'))
    const state = open()
    expect([state.isOld, state.since]).toEqual([false, noon])
    state.close()
  })

  it('is read by this user alone, one from before too, and not seen by git', () => {
    const mode = () => statSync(join(folder, 'state')).mode & 0o777
    open().close()
    expect(mode()).toBe(0o700)
    chmodSync(join(folder, 'state'), 0o755)
    rmSync(join(folder, 'state/.gitignore'))
    open().close()
    expect(mode()).toBe(0o700)
    expect(readFileSync(join(folder, 'state/.gitignore'), 'utf8')).toBe('*\n')
  })

  it('leaves a .gitignore as it is that stands there', () => {
    open().close()
    writeFileSync(join(folder, 'state/.gitignore'), 'mine')
    open(true).close()
    expect(readFileSync(join(folder, 'state/.gitignore'), 'utf8')).toBe('mine')
  })

  it('says of a lock that is damaged what to do, and not that another run has it', () => {
    open().close()
    writeFileSync(join(folder, 'state/lock'), 'x'.repeat(1000))
    expect(() => open()).toThrow(StateUnusable)
    expect(() => open()).toThrow(/lock cannot be locked \(file is not a database\): delete that file/)
  })

  it.each(['', 'x', '{"version":2,"since":"2026-11-21T12:00:00Z"}'])(
    'that says of itself "%s" is none of this version, and stays as it is',
    (text) => {
      open().close()
      writeFileSync(join(folder, 'state/about.json'), text)
      expect(() => open()).toThrow(StateUnusable)
      expect(() => open()).toThrow(/npm start -- --fresh/)
      expect(readFileSync(join(folder, 'state/about.json'), 'utf8')).toBe(text)
      open(true).close()
    },
  )
})

describe('the journal of the demo CRM', () => {
  const entry = (n: number) => ({ destination: 'crm', key: `k${n}`, event: { n } })
  const file = () => join(folder, 'crm.jsonl')

  it('gives back what was kept, in order, but for half a line, before it and after', () => {
    const journal = openCrmJournal(file())
    expect(journal.before).toEqual([])
    for (const n of [1, 2]) journal.append(entry(n))
    writeFileSync(file(), '{"destination":"crm","ke', { flag: 'a' })
    const second = openCrmJournal(file())
    expect(second.before).toEqual([entry(1), entry(2)])
    second.append(entry(3))
    expect(openCrmJournal(file()).before).toEqual([entry(1), entry(2), entry(3)])
  })

  it('forgets the oldest at the next start', () => {
    const journal = openCrmJournal(file())
    for (const n of [1, 2, 3]) journal.append(entry(n))
    expect(openCrmJournal(file(), 2).before).toEqual([entry(2), entry(3)])
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3)
  })
})
