import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { init } from '../../../bin/cli/init.ts'

it('makes nothing where the archive of the package is not there', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'netzdialog-init-'))
  const folder = join(outside, 'dialog')
  await expect(init(folder, { install: false, from: join(outside, 'none.tgz') })).rejects.toThrow(
    'none.tgz": give --from an archive that `npm pack` made',
  )
  expect(existsSync(folder)).toBe(false)
  rmSync(outside, { recursive: true })
})
