import { describe, expect, it } from 'vitest'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { deliveryContext } from '../../../contracts/delivery-context.ts'
import { routedMail } from '../../../contracts/routed-event.ts'
import { comment, customer } from '../../../support/contact-events.ts'
import { fakeCredentials } from '../../../support/fake-zendesk.ts'
import { anne, question, useTicketScene } from './ticket-scene.ts'
import { tokenSettings } from './zendesk-stand.ts'

const scene = useTicketScene()
const { tickets, only, sent } = scene

describe('refusals', () => {
  it('stop the destination where the token is wrong', async () => {
    scene.set({ ...tokenSettings(scene.fake.origin), apiToken: 'wrong-token' })
    await scene.stand.bring(question, 1)
    expect(scene.stand.reasons).toEqual(['answered 401: check the credentials'])
    expect(tickets()).toEqual([])
  })

  it('stop the destination where a right is missing, and say what to check', async () => {
    scene.fake.account.mayWrite = false
    await scene.stand.bring(question)
    await scene.stand.bring(comment('777_11', anne, '777_10'), 1)
    expect(scene.stand.reasons).toEqual([
      'answered 403: check role of the API user, and scopes of the OAuth client',
    ])
  })

  it('wait as long as a 429 says, whatever the body is', async () => {
    const headers = { 'retry-after': '93', 'content-type': 'text/html' }
    scene.fake.faults.push([/POST .*tickets/, { status: 429, headers, body: '<html>Slow down</html>' }])
    expect(await scene.stand.bring(question, 1)).toMatchObject({ status: 'waiting', reason: 'answered 429' })
  })

  it.each([
    ['slow the destination down where the account has had its minute’s requests', '0', { throttled: true }],
    ['hold up nothing else where it is the ticket that has had its updates', '399', { scope: 'message' }],
  ])('%s', async (_, left, expected) => {
    await scene.stand.bring(question)
    const headers = { 'retry-after': '93', 'ratelimit-remaining': left }
    scene.fake.faults.push([/PUT/, { status: 429, headers }])
    const event = routedMail({
      message: { id: 'email:<m2@kunde.test>', text: 'Noch etwas', attachments: [] },
    })
    const settings = zendesk.settings.parse(tokenSettings(scene.fake.origin))
    const remote = { ticket: String(only().id) }
    const outcome = await zendesk.open(await deliveryContext(event, settings, { remote })).deliver(event)
    expect(outcome).toEqual({ status: 'retry', reason: 'answered 429', afterSeconds: 93, ...expected })
  })

  it('try a conflict again', async () => {
    await scene.stand.bring(question)
    scene.fake.faults.push([/PUT/, { status: 409, body: '{"error":"DatabaseConflict"}' }])
    await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(only().comments).toHaveLength(2)
  })

  it('park what Zendesk cannot take', async () => {
    scene.fake.faults.push([/POST .*tickets/, { status: 400, body: '{"error":"RecordInvalid"}' }])
    expect(await scene.stand.bring(question)).toMatchObject({ status: 'parked' })
    scene.fake.faults.push([/PUT/, { status: 422, body: '{"error":"RecordInvalid","details":{"base":[]}}' }])
    await scene.stand.bring(comment('777_20', customer('993')))
    expect(await scene.stand.bring(comment('777_21', customer('993'), '777_20'))).toMatchObject({
      status: 'parked',
    })
  })
})

describe('signing in with OAuth', () => {
  const oauth = () => ({
    url: scene.fake.origin,
    clientId: fakeCredentials.clientId,
    clientSecret: fakeCredentials.clientSecret,
  })

  it('fetches one token for many requests, and a new one when it is refused', async () => {
    scene.set(oauth())
    await scene.stand.bring(question)
    expect(sent(/oauth/)).toHaveLength(1)
    scene.fake.expireTokens()
    const row = await scene.stand.bring(comment('777_11', anne, '777_10'))
    expect(row.attempts).toBe(1)
    expect(sent(/oauth/)).toHaveLength(2)
    expect(only().comments).toHaveLength(2)
  })

  it('stops the destination where the secret is wrong', async () => {
    scene.set({ ...oauth(), clientSecret: 'wrong' })
    await scene.stand.bring(question, 1)
    expect(scene.stand.reasons).toEqual(['answered 401 to the OAuth client: check clientId and clientSecret'])
  })

  it.each([
    [503, undefined, 'answered 503'],
    [404, undefined, 'answered 404: check url, which must be the account’s own address'],
    [201, '{"access_token":""}', 'answered without an access token'],
  ])('keeps the message where the token’s answer is %i', async (status, body, reason) => {
    scene.set(oauth())
    scene.fake.faults.push([/oauth/, { status, ...(body && { body }) }])
    await scene.stand.bring(question, 1)
    expect(scene.stand.reasons).toEqual([reason])
  })
})
