import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../../bin/cli/connect.ts'
import { checkObject, describeCheck, isWrong, requireLooked } from '../../../bin/cli/connection.ts'
import { doctor } from '../../../bin/cli/doctor.ts'
import { WrongUse } from '../../../bin/cli/errors.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'netzdialog-connection-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('netzdialog doctor', () => {
  it.each([
    ['no JSON', '{"facebook": "EAAB', /is no JSON object: write/],
    ['a list', '[]', /is no JSON object: write/],
  ])(
    'says what is wrong with credentials that are %s, without quoting them',
    async (_what, text, sentence) => {
      const credentials = join(folder, 'credentials.json')
      writeFileSync(credentials, text)
      const failed = await doctor({ credentials }).catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(WrongUse)
      expect(String(failed)).toMatch(sentence)
      expect(String(failed)).not.toContain('EAAB')
    },
  )

  it('says that there is no such file', async () => {
    const credentials = join(folder, 'none.json')
    await expect(doctor({ credentials })).rejects.toThrow(/cannot be read \(ENOENT\)/)
  })
})

describe('netzdialog connect', () => {
  it('looks at nothing where nobody has agreed and nobody can be asked', async () => {
    const refused = connect('facebook', { credentials: join(folder, 'none.json') })
    await expect(refused).rejects.toThrow(/^it changes what stands at the platform, and .*--yes/)
  })
})

describe('what a check comes to', () => {
  const check = {
    about: 'webhook' as const,
    ok: false,
    message: 'X does not know it',
    mend: { will: 'register it', run: async () => {} },
  }

  it('reads as a line, which says where a command mends it', () => {
    expect(describeCheck(check)).toMatch(/no.*X does not know it \(`netzdialog connect` mends it\)$/)
    expect(describeCheck({ about: 'token', ok: true, message: 'fine' })).toMatch(/ok.*fine$/)
    const unknown = { about: 'domain', ok: false, unknown: 'needs', message: 'nobody knows' } as const
    expect(describeCheck(unknown)).toMatch(/\?\?.*nobody knows$/)
  })

  it('is wrong where a person has to act, and where the platform gave no answer', () => {
    expect(isWrong(check)).toBe(true)
    expect(isWrong({ ...check, unknown: 'unanswered' })).toBe(true)
    expect(isWrong({ ...check, unknown: 'needs' })).toBe(false)
    expect(isWrong({ ...check, ok: true })).toBe(false)
  })

  it('is nothing to connect by where nothing could be looked at', () => {
    const needs = { about: 'webhook', ok: false, unknown: 'needs', message: 'it takes credentials' } as const
    expect(() => requireLooked('facebook', [needs])).toThrow(
      'nothing can be connected at facebook: it takes credentials; credentials are given by --credentials <file>',
    )
    expect(() => requireLooked('facebook', [])).toThrow(WrongUse)
    expect(() => requireLooked('facebook', [needs, check])).not.toThrow()
    expect(() => requireLooked('facebook', [{ ...needs, unknown: 'unanswered' }])).not.toThrow()
  })

  it('is an object for machines, which says what would be done', () => {
    expect(checkObject('twitter', check)).toEqual({
      platform: 'twitter',
      about: 'webhook',
      ok: false,
      message: 'X does not know it',
      would: 'register it',
    })
  })
})
