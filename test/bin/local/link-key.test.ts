import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linkKey } from '../../../bin/local/link-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-link-key-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the key of a local run’s links', () => {
  it('is the same at the next start, in a file that nobody else reads', () => {
    const file = join(folder, 'links.key')
    const key = linkKey(file)
    expect(Buffer.from(key, 'base64url')).toHaveLength(32)
    expect(linkKey(file)).toBe(key)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it.each(['', 'x', 'x'.repeat(42), 'x'.repeat(44)])('is made anew where its file holds "%s"', (text) => {
    const file = join(folder, 'links.key')
    writeFileSync(file, text)
    const key = linkKey(file)
    expect(key).not.toBe(text)
    expect(readFileSync(file, 'utf8')).toBe(key)
  })

  it('is another each time where nothing is kept', () => {
    expect(linkKey()).not.toBe(linkKey())
  })
})
