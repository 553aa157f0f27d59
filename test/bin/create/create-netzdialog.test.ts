import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const program = resolve(import.meta.dirname, '../../../bin/create/create-netzdialog.ts')

function create(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('npm create netzdialog', () => {
  it('explains itself', () => {
    const options = /Usage: npm create netzdialog@latest <folder>.*--no-install.*--from <archive>/s
    for (const option of ['--help', '-h'])
      expect(create(option)).toEqual({ status: 0, stdout: expect.stringMatching(options), stderr: '' })
  })

  it.each([
    ['no folder', [], 'name one folder'],
    ['two folders', ['one', 'two'], 'name one folder'],
    ['an unknown option', ['--frm', 'x'], "Unknown option '--frm'"],
    ['a name that npm does not take', ['Dialog', '--no-install'], '"Dialog" is no name for a project'],
  ])('makes nothing of %s, and ends with 2', (_what, args, sentence) => {
    expect(create(...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`create-netzdialog: ${sentence}`),
    })
  })
})
