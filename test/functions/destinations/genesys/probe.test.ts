import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { probe } from '../../../../functions/destinations/genesys/probe.ts'
import { settings } from '../../../../functions/destinations/genesys/settings.ts'
import { createGuardedFetch } from '../../../../functions/outbound/guarded-fetch.ts'
import { probeContext } from '../../../contracts/delivery-context.ts'
import { closedOrigin } from '../../../contracts/scripted-server.ts'
import { type FakeGenesys, loadGenesysSpecs, startFakeGenesys } from '../../../support/fake-genesys.ts'
import { genesysSettings, ids } from './genesys-ids.ts'

// What a description says of conversations takes seconds to compile.
vi.setConfig({ testTimeout: 30_000 })
const specs = await loadGenesysSpecs()
let fake: FakeGenesys

beforeEach(async () => {
  fake = await startFakeGenesys(specs)
  const { integrations, rules, divisions } = fake.organization
  for (const id of [ids.facebook, ids.twitter, ids.email]) integrations.add(id)
  rules.set(ids.rule, { topic: ids.topic, status: 'Active' })
  divisions.add(ids.division)
})
afterEach(async () => {
  await fake.stop()
  expect(fake.problems).toEqual([])
})

/** The sentences of what is not well. */
async function wrong(more: Record<string, unknown> = {}): Promise<string[]> {
  const findings = await probe(probeContext(settings.parse({ ...genesysSettings(fake.origin), ...more })))
  const text = JSON.stringify(findings)
  expect(text).not.toContain('recognisable-client-secret')
  expect(text).not.toContain('a sentence that quotes')
  return findings.filter(({ ok }) => !ok).map(({ check, message }) => `${check}: ${message}`)
}

describe('the probe of Genesys Cloud', () => {
  it('finds all well, and leaves nothing', async () => {
    expect(await wrong()).toEqual([])
    const { conversations, social, escalated } = fake.organization
    expect([...conversations, ...social, ...escalated]).toEqual([])
  })

  it('finds a wrong client or secret', async () => {
    for (const more of [{ clientId: 'other' }, { clientSecret: 'wrong' }])
      expect(await wrong(more)).toEqual([
        expect.stringMatching(/^credentials: .*clientId and clientSecret, and region/),
      ])
  })

  it('finds a region where nobody answers', async () => {
    expect(await wrong({ region: await closedOrigin() })).toEqual([
      expect.stringMatching(/^address: .*\(ECONNREFUSED\): correct region/),
    ])
  })

  it('finds a region whose name does not exist, and reaches out for nothing else', async () => {
    const resolve: Parameters<typeof createGuardedFetch>[0] = {
      resolve: (_host, _options, callback) =>
        callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '', 4),
    }
    const given = settings.parse({ ...genesysSettings(''), region: 'zzz9.pure.cloud' })
    const [finding] = await probe(probeContext(given, { fetch: createGuardedFetch(resolve) }))
    expect(finding).toEqual({
      check: 'address',
      ok: false,
      message:
        'login.zzz9.pure.cloud does not answer (ENOTFOUND): correct region, or look for a firewall between',
    })
  })

  it.each([
    ['conversation:communication:view', 'see whether a conversation is still open'],
    ['conversation:message:receive', 'bring private messages'],
    ['conversation:message:view', 'has come to be'],
    ['conversation:communication:disconnect', 'take conversations back'],
    ['conversation:participant:attributesedit', 'show agents'],
    ['messaging:integration:view', 'see whether integrations exist'],
    ['socialmedia:topic:view', 'topic'],
    ['socialmedia:openDataIngestionRule:view', 'rule'],
    ['socialmedia:message:receive', 'bring public contacts'],
    ['socialmedia:message:escalate', 'escalate public contacts'],
  ])('names the permission %s where it is missing', async (permission, purpose) => {
    fake.organization.missing.add(permission)
    const found = await wrong()
    expect(found.length).toBeGreaterThan(0)
    for (const sentence of found) {
      expect(sentence).toContain(`rights: the OAuth client lacks the permission ${permission}`)
      expect(sentence).toContain(purpose)
    }
  })

  it('asks for no right that the settings do not need', async () => {
    fake.organization.missing.add('conversation:communication:disconnect')
    expect(await wrong({ answered: 'leave', withdrawn: 'leave' })).toEqual([])
    fake.organization.missing.add('socialmedia:message:receive')
    expect(await wrong({ answered: 'leave', withdrawn: 'leave', social: undefined })).toEqual([])
  })

  it('finds ids that are unknown', async () => {
    const other = 'a1f0c6e2-ab93-4d78-8009-000000000009'
    const { social } = genesysSettings(fake.origin)
    expect(await wrong({ integrations: { facebook: other } })).toEqual([
      expect.stringContaining('no Open Messaging integration with the id in integrations.facebook'),
    ])
    expect(await wrong({ social: { ...social, topicId: other } })).toEqual([
      expect.stringContaining('no topic with the id in social.topicId'),
      expect.stringContaining('no rule with the id in social.ruleId'),
      expect.stringContaining('takes nothing by this rule'),
    ])
    expect(await wrong({ social: { ...social, ruleId: other } })).toEqual([
      expect.stringContaining('no rule with the id in social.ruleId'),
      expect.stringContaining('takes nothing by this rule'),
    ])
    expect(await wrong({ social: { ...social, escalation: { divisionId: other } } })).toEqual([
      expect.stringContaining('socialmedia:message:escalate, or it in the division concerned'),
    ])
    const override = { divisionId: ids.division, integrationId: other }
    expect(await wrong({ social: { ...social, escalation: override } })).toEqual([
      expect.stringContaining('with the id in social.escalation.integrationId'),
    ])
  })

  it('finds a rule that is paused', async () => {
    fake.organization.rules.set(ids.rule, { topic: ids.topic, status: 'Paused' })
    expect(await wrong()).toEqual(['address: the rule of social.ruleId is not active (Paused): activate it'])
  })

  it.each([
    [401, 'ip.not.authorized', /^rights: .*listed addresses only/],
    [401, 'bad.credentials', /^credentials: the token is refused/],
    [403, 'app.not.authorized.for.scope', /^rights: .*lacks a scope/],
    [400, 'not.a.client', /^credentials: .*Client Credentials/],
    [429, 'too.many.requests', /^answer: .*too much just now/],
    [503, 'service.unavailable', /^answer: .*fault of its own/],
  ])('says what %i %s means, and stops there', async (status, code, sentence) => {
    const fault = { status, body: JSON.stringify({ code, message: 'a sentence that quotes' }) }
    fake.faults.push([/^GET/, fault], [/^GET/, fault])
    expect(await wrong()).toEqual([expect.stringMatching(sentence)])
  })

  it('finds a look-up that does not filter', async () => {
    fake.faults.push([/^GET/, { status: 200, body: '{}' }])
    expect(await wrong()).toEqual([expect.stringMatching(/^look-up: .*under an id that nobody has/)])
  })
})
