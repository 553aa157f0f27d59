import { readFile } from 'node:fs/promises'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readAwsAccess } from '../../bin/local/aws-environment.ts'
import { type Emulators, startEmulators } from '../../bin/local/emulators.ts'
import { comment, commentRemoved, directMessage, recommendation } from '../support/facebook-payloads.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'

const samples = new URL('../../bin/samples/', import.meta.url)
const page = '4711'
const anne = { id: '991', name: 'Änne Grün 🚚' }
let time = 1_795_262_400
let emulators: Emulators
let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>

beforeAll(async () => {
  // Outside the run, so that a test can look into the object store: the same variables point it to other ones.
  emulators = await startEmulators({})
  const { sqs, s3, dynamodb } = emulators.endpoints
  netzdialog = await runNetzdialog({
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
  })
})

afterAll(async () => {
  await netzdialog.stop()
  await emulators.stop()
})

async function eventsOf(messagePrefix: string, count: number) {
  const arrived = async () =>
    (await netzdialog.events()).filter(({ data }) => data.message?.id.startsWith(messagePrefix))
  await vi.waitFor(async () => expect(await arrived()).toHaveLength(count), { timeout: 20_000, interval: 50 })
  return arrived()
}

it('brings a comment, a Messenger message and a review to the CRM with the right fields', async () => {
  const text = 'Umlaute äöüß, Emoji 🚚👩‍👩‍👧, U+FFFF \uffff, NUL \u0000, Zeile\nzwei'
  const payloads = [
    comment(page, { post: '100', comment: '1', time }, { ...anne, id: '9007199254740993123' }, text),
    directMessage(page, '10201978818232600', 'm_e2e', text, time * 1000),
    recommendation(page, '904801129604590', text, time),
  ]
  for (const payload of payloads) expect((await netzdialog.postFacebook(payload)).status).toBe(200)

  const [publicComment] = await eventsOf('facebook:100_1', 1)
  expect(publicComment?.type).toBe('de.netzdialog.contact.message.created.v1')
  expect(publicComment?.data).toMatchObject({
    surface: 'comment',
    visibility: 'public',
    direction: 'inbound',
    message: { text },
    author: { role: 'customer', id: '9007199254740993123', name: anne.name },
    work: { effect: 'open', key: 'facebook:4711_100/100_1' },
  })
  const [message] = await eventsOf('facebook:m_e2e', 1)
  expect(message?.data).toMatchObject({
    surface: 'direct_message',
    visibility: 'private',
    message: { text },
    author: { id: '10201978818232600' },
    work: { effect: 'open' },
  })
  const [review] = await eventsOf('facebook:904801129604590', 1)
  expect(review?.data).toMatchObject({
    surface: 'review',
    visibility: 'public',
    message: { text, rating: { recommended: false } },
    author: { name: 'Çağla' },
  })
})

it.each([
  ['twitter', 'mention.json', { surface: 'post', visibility: 'public', addressing: 'mention' }],
  ['twitter', 'direct-message.json', { surface: 'direct_message', visibility: 'private' }],
  ['mime', 'question.eml', { surface: 'email', visibility: 'private', platform: 'email' }],
  ['postmark', 'mail.json', { surface: 'email', visibility: 'private', platform: 'email' }],
  ['sendgrid', 'raw.txt', { surface: 'email', visibility: 'private', platform: 'email' }],
])('brings a sample of %s (%s) to the CRM', async (platform, file, fields) => {
  const before = await netzdialog.events()
  expect(
    (await netzdialog.post(platform, await readFile(new URL(`${platform}/${file}`, samples)))).status,
  ).toBe(200)
  const added = async () => (await netzdialog.events()).slice(before.length)
  await vi.waitFor(async () => expect(await added()).toHaveLength(1), { timeout: 20_000, interval: 50 })
  expect((await added())[0]?.data).toMatchObject({
    ...fields,
    kind: 'message.created',
    message: { text: expect.any(String) },
    author: { role: 'customer' },
    work: { effect: 'open' },
  })
})

it('delivers the same webhook once, however often it comes', async () => {
  const payload = comment(page, { post: '101', comment: '1', time }, anne, 'Nur einmal')
  for (let round = 0; round < 3; round += 1) expect((await netzdialog.postFacebook(payload)).status).toBe(200)
  await netzdialog.postFacebook(comment(page, { post: '101', comment: '2', time }, anne, 'Danach'))
  await eventsOf('facebook:101_2', 1)
  await eventsOf('facebook:101_1', 1)
})

it('makes one ticket, in order, of X posts that name only the one above, ten times of ten', async () => {
  const threads = Array.from({ length: 10 }, (_, round) =>
    Array.from({ length: 4 }, (_, place) => `17953${round}000000000${place}`),
  )
  for (const thread of threads)
    for (const [place, id] of thread.entries()) {
      const above = thread[place - 1]
      const post = {
        id_str: id,
        text: `@acme Beitrag ${place}`,
        timestamp_ms: `${(time + place) * 1000}`,
        user: { id_str: '991', name: anne.name, screen_name: 'aenne' },
        entities: { user_mentions: [{ id_str: '3001969357', screen_name: 'acme', indices: [0, 5] }] },
        ...(above && { in_reply_to_status_id_str: above, in_reply_to_user_id_str: '991' }),
      }
      const payload = JSON.stringify({ for_user_id: '3001969357', tweet_create_events: [post] })
      expect((await netzdialog.post('twitter', new TextEncoder().encode(payload))).status).toBe(200)
    }
  const arrived = await eventsOf('twitter:17953', 40)
  for (const thread of threads) {
    const [first] = thread
    const mine = arrived.filter(({ data }) => thread.some((id) => data.message?.id === `twitter:${id}`))
    expect(mine.map(({ data }) => data.message?.id)).toEqual(thread.map((id) => `twitter:${id}`))
    expect(mine.map(({ data }) => data['work'])).toEqual(
      thread.map((_, place) =>
        expect.objectContaining({ key: `twitter:${first}`, effect: place === 0 ? 'open' : 'append' }),
      ),
    )
  }
})

it('takes up where it was when the CRM comes back: in order, the removed reply without its text', async () => {
  await netzdialog.fault('offline')
  const replies = Array.from({ length: 30 }, (_, index) => ({
    post: '102',
    comment: `${index + 1}`,
    ...(index > 0 && { parent: '1' }),
    time: time + index,
  }))
  for (const at of replies)
    expect(
      (
        await netzdialog.postFacebook(
          comment(page, at, { id: '992', name: 'Björn' }, `Antwort ${at.comment}`),
        )
      ).status,
    ).toBe(200)
  const removed = { post: '102', comment: '30', parent: '1', time: time + 60 }
  expect((await netzdialog.postFacebook(commentRemoved(page, removed))).status).toBe(200)

  await netzdialog.fault('ok')
  const back = Date.now()
  const arrived = await eventsOf('facebook:102_', 31)
  expect(Date.now() - back).toBeLessThan(15_000)
  expect(arrived.map(({ data }) => data.message?.id)).toEqual([
    ...replies.map(({ comment: id }) => `facebook:102_${id}`),
    'facebook:102_30',
  ])
  expect(arrived.at(-2)?.data).toMatchObject({ kind: 'message.created', message: { withheld: 'deleted' } })
  expect(arrived.at(-2)?.data.message).not.toHaveProperty('text')
  expect(arrived.at(-1)?.data.kind).toBe('message.deleted')
  time += 100
})

it('refuses a tampered webhook, and nothing of it arrives', async () => {
  const payload = comment(page, { post: '103', comment: '1', time }, anne, 'Echt')
  const answer = await netzdialog.postFacebook(payload, (body) =>
    new TextEncoder().encode(new TextDecoder().decode(body).replace('Echt', 'Falsch')),
  )
  expect(answer.status).toBe(401)
  await netzdialog.postFacebook(comment(page, { post: '104', comment: '1', time }, anne, 'Danach'))
  await eventsOf('facebook:104_1', 1)
  await eventsOf('facebook:103_1', 0)
})

it('answers genuine nonsense with 200 and keeps it in quarantine', async () => {
  const answer = await netzdialog.postFacebook(new TextEncoder().encode('{"object":"page","entry":"?"'))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ events: 0, quarantined: 1 })
  const s3 = new S3Client({ ...readAwsAccess({}), endpoint: emulators.endpoints.s3, forcePathStyle: true })
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: 'netzdialog', Prefix: 'quarantine/facebook/' }),
  )
  expect(Contents.map(({ Key }) => Key?.split('.').at(-1)).sort()).toEqual(['body', 'json'])
})

it('answers the handshake for whoever knows the verify token', async () => {
  const ask = (token: string) =>
    fetch(
      `${netzdialog.url}/webhooks/facebook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`,
    )
  const answer = await ask('local-verify-token')
  expect([answer.status, await answer.text()]).toEqual([200, '1158201444'])
  expect((await ask('guess')).status).toBe(403)
})
