import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { facebook as sender } from '../../../../bin/local/senders/facebook.ts'
import { facebook as adapter } from '../../../../functions/platforms/facebook/index.ts'
import { describePlatform } from '../../../contracts/platform-contract.ts'
import { countParts, expectSoundResult } from '../../../contracts/sound-result.ts'
import { expectResult, readSigned } from '../../../contracts/webhook-request.ts'
import { comments, facebookBodies, handshakeRequest, pageBody } from './payloads.ts'

const page = '100200300400500'
const post = `${page}_700800901`
const anne = { id: '24680135791113', name: 'Änne Grün' }
const cagla = { id: '24680135791335', name: 'Çağla Öztürk' }
const scene = (name: string) =>
  readFileSync(new URL(`../../../../bin/samples/facebook/conversation/${name}.json`, import.meta.url))
/** A change under the post of the sample conversation. */
const ofScene = (value: object) =>
  new TextEncoder().encode(
    JSON.stringify({
      object: 'page',
      entry: [{ id: page, time: 1_795_203_802, changes: [{ field: 'feed', value }] }],
    }),
  )

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
  story: {
    message: scene('1-question'),
    reply: scene('2-help-from-a-customer'),
    another: ofScene({
      item: 'comment',
      verb: 'add',
      from: cagla,
      post_id: post,
      parent_id: post,
      comment_id: '700800901_2010',
      message: 'Was kostet das?',
    }),
    edit: scene('3-edited'),
    reaction: ofScene({
      item: 'like',
      verb: 'add',
      post_id: post,
      comment_id: '700800901_2001',
      parent_id: post,
      sender_id: 993,
      sender_name: 'Bob',
    }),
    answer: scene('4-answer'),
    deletion: ofScene({
      item: 'comment',
      verb: 'remove',
      from: anne,
      post_id: post,
      parent_id: post,
      comment_id: '700800901_2001',
    }),
  },
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
