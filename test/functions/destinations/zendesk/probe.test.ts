import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zendesk } from '../../../../functions/destinations/zendesk/index.ts'
import { probe } from '../../../../functions/destinations/zendesk/probe.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { closedOrigin } from '../../../contracts/scripted-server.ts'
import { type FakeZendesk, fakeCredentials, startFakeZendesk } from '../../../support/fake-zendesk.ts'
import { zendeskSpec } from './zendesk-spec.ts'
import { tokenSettings } from './zendesk-stand.ts'

let fake: FakeZendesk

beforeEach(async () => {
  fake = await startFakeZendesk(zendeskSpec)
})
afterEach(async () => {
  await fake.stop()
  expect(fake.problems).toEqual([])
  // Nothing that a person would see.
  expect(fake.account.tickets.size).toBe(0)
  expect([...fake.account.mails, ...fake.account.pushed]).toEqual([])
})

/** `about+` where all is well. */
async function probed(more: Record<string, unknown> = {}) {
  const settings = zendesk.settings.parse({ ...tokenSettings(fake.origin), ...more })
  const findings = await probe(probeContext(settings))
  const text = findings.map(({ message }) => message).join('\n')
  for (const secret of ['recognisable', 'agent@acme.test']) expect(text).not.toContain(secret)
  return { verdicts: findings.map(({ check, ok }) => `${check}${ok ? '+' : '-'}`), text }
}

const oauth = (clientSecret: string) => ({
  email: undefined,
  apiToken: undefined,
  clientId: fakeCredentials.clientId,
  clientSecret,
})
const channel = { deliver: 'channel', instancePushId: 'instance-1' }

describe('the probe of a Zendesk account', () => {
  it.each([
    ['an API token', {}],
    ['an OAuth client', oauth(fakeCredentials.clientSecret)],
  ])('finds all well with %s', async (_, more) => {
    const { verdicts } = await probed({ ...more, groupId: 7 })
    expect(verdicts).toEqual(['address+', 'credentials+', 'look-up+', 'look-up+', 'rights+'])
  })

  it('finds a wrong API token, though Zendesk answers anybody', async () => {
    const { verdicts, text } = await probed({ apiToken: 'wrong' })
    expect(verdicts).toEqual(['credentials-'])
    expect(text).toContain('apiToken')
  })

  it('finds a wrong OAuth secret', async () => {
    const { verdicts, text } = await probed(oauth('recognisable-other'))
    expect(verdicts).toEqual(['credentials-'])
    expect(text).toContain('clientSecret')
  })

  it('finds an address that is another’s or nobody’s', async () => {
    fake.faults.push([/me/, { status: 404, body: 'No help desk at this address' }])
    expect(await probed()).toMatchObject({ verdicts: ['address-'] })
    fake.faults.push([/me/, { status: 200, body: '<html></html>' }])
    expect(await probed()).toMatchObject({ verdicts: ['address-'] })
    fake.faults.push([/me/, { status: 301, headers: { location: 'https://other.zendesk.com' } }])
    const { verdicts, text } = await probed()
    expect([verdicts, text]).toEqual([['address-'], expect.stringContaining('set that one as url')])
    expect(await probed({ url: await closedOrigin() })).toMatchObject({
      verdicts: ['address-'],
      text: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it.each([401, 403])('finds credentials refused with %i', async (status) => {
    fake.faults.push([/me/, { status }])
    expect(await probed()).toMatchObject({ verdicts: ['credentials-'] })
  })

  it('finds an end user', async () => {
    fake.account.users[0]!.role = 'end-user'
    expect(await probed()).toMatchObject({ verdicts: ['address+', 'credentials+', 'rights-'] })
  })

  it('finds that tickets may not be changed', async () => {
    fake.account.mayWrite = false
    const { verdicts, text } = await probed()
    expect(verdicts.at(-1)).toBe('rights-')
    expect(text).toContain('scope write')
  })

  it.each([/GET .*tickets/, /users.search/])('finds that %s may not be asked', async (name) => {
    fake.faults.push([name, { status: 403 }])
    expect((await probed()).verdicts).toContain('rights-')
  })

  it('finds a look-up that does not filter', async () => {
    fake.faults.push([/GET .*tickets/, { status: 200, body: '{"tickets":[{"id":1}]}' }])
    const { verdicts, text } = await probed()
    expect(verdicts).toContain('look-up-')
    expect(text).toContain('do not use')
  })

  it('finds a group that there is not', async () => {
    const { verdicts, text } = await probed({ groupId: 8 })
    expect(verdicts.at(-1)).toBe('answer-')
    expect(text).toContain('groupId')
  })

  it('says to try again when Zendesk has too much to do', async () => {
    fake.faults.push([/users.search/, { status: 429 }])
    const { verdicts, text } = await probed()
    expect(verdicts).toContain('answer-')
    expect(text).toContain('try again')
  })
})

describe('the probe for public comments', () => {
  const trigger = (id: number, to: string, tags?: string) => ({
    id,
    title: `trigger ${id}`,
    active: true,
    actions: [{ field: 'notification_user', value: [to, 'subject', 'body'] }],
    conditions: {
      all: tags === undefined ? [] : [{ field: 'current_tags', operator: 'not_includes', value: tags }],
      any: [],
    },
  })

  it('finds the triggers that would mail customers, on whatever page', async () => {
    fake.account.triggers = [
      trigger(11, 'assignee_id'),
      trigger(12, 'requester_id', 'vip netzdialog'),
      ...[13, 14, 15, 16].map((id) => trigger(id, 'assignee_id')),
      trigger(17, 'requester_and_ccs'),
      trigger(18, 'requester_id', 'vip'),
    ]
    const { verdicts, text } = await probed({ comments: 'public' })
    expect(verdicts.at(-1)).toBe('answer-')
    expect(text).toContain('(17, 18)')
  })

  it('is content where each leaves the tag alone', async () => {
    fake.account.triggers = [trigger(12, 'requester_id', 'netzdialog')]
    expect((await probed({ comments: 'public' })).verdicts.at(-1)).toBe('answer+')
  })

  it('says what to look after where it may not read them', async () => {
    fake.faults.push([/triggers/, { status: 403 }])
    expect((await probed({ comments: 'public' })).verdicts.at(-1)).toBe('rights-')
  })
})

describe('the probe of the Channel framework', () => {
  it('finds all well', async () => {
    expect((await probed(channel)).verdicts).toEqual(['address+', 'credentials+', 'rights+'])
  })

  it('finds an account of the integration that there is not', async () => {
    const { verdicts, text } = await probed({ ...channel, instancePushId: 'other' })
    expect(verdicts.at(-1)).toBe('answer-')
    expect(text).toContain('instancePushId')
  })

  it('finds that pushing takes an administrator', async () => {
    fake.account.users[0]!.role = 'agent'
    expect((await probed(channel)).verdicts.at(-1)).toBe('rights-')
    fake.account.users[0]!.role = 'admin'
    fake.faults.push([/push/, { status: 403 }])
    expect((await probed(channel)).verdicts.at(-1)).toBe('rights-')
  })
})
