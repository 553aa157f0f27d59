import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mime as sender } from '../../../../bin/local/senders/mime.ts'
import { mime } from '../../../../functions/platforms/mime/index.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'

const samples = process.env['NETZDIALOG_SAMPLES']
const folder = samples === undefined ? '' : join(samples, 'mime')

describe.skipIf(samples === undefined)('captured mails (set NETZDIALOG_SAMPLES to run them)', () => {
  const files = samples === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.eml'))

  it.each(files)('%s becomes a contact event', async (file) => {
    const result = expectResult(await readSigned({ adapter: mime, sender }, readFileSync(join(folder, file))))
    expectSoundResult(result)
    expect(countParts(result)).toBeGreaterThan(0)
    expect(result.events.map(({ kind }) => kind)).toEqual(['message.created'])
    const { message } = result.events[0]!
    expect(Boolean(message?.text) || (message?.attachments.length ?? 0) > 0).toBe(true)
  })
})
