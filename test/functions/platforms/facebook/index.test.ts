import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { facebook as sender } from '../../../../bin/local/senders/facebook.ts'
import { facebook as adapter } from '../../../../functions/platforms/facebook/index.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'
import { comments, facebookBodies, handshakeRequest, pageBody } from './payloads.ts'

describePlatform({
  adapter,
  sender,
  fixtures: new URL('fixtures/', import.meta.url),
  valid: pageBody(comments(1)),
  otherSecrets: { appSecrets: ['another-app-secret'], verifyTokens: ['another-token'] },
  twice: pageBody([...comments(1), ...comments(1)]),
  batch: (count) => pageBody(comments(count)),
  unknown: pageBody([{ field: 'feed', value: { item: 'hologram', verb: 'add' } }]),
  bodies: facebookBodies,
  handshake: {
    accepted: [{ request: handshakeRequest({}), body: '1158201444' }],
    refused: [
      handshakeRequest({ 'hub.verify_token': 'wrong' }),
      handshakeRequest({ 'hub.mode': 'unsubscribe' }),
      handshakeRequest({ 'hub.challenge': '<script>' }),
      handshakeRequest({ 'hub.challenge': '' }),
      { ...handshakeRequest({}), query: new URLSearchParams() },
    ],
  },
})

const samples = process.env['NETZDIALOG_SAMPLES']

describe.skipIf(samples === undefined)('captured payloads (set NETZDIALOG_SAMPLES to their folder)', () => {
  const folder = `${samples}/facebook`
  it.each(samples === undefined ? ['every file'] : readdirSync(folder))('%s', async (file) => {
    const result = expectResult(await readSigned({ adapter, sender }, readFileSync(`${folder}/${file}`)))
    expectSoundResult(result)
    expect(countParts(result)).toBeGreaterThan(0)
  })
})
