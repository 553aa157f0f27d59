import { describe, expect, it } from 'vitest'
import { type DeploymentInput, deployment, secretName } from '../../schemas/deployment.ts'

const minimal: DeploymentInput = {
  platforms: { facebook: {} },
  destinations: [{ name: 'crm', adapter: 'webhook' }],
  routing: { rules: [{ to: ['crm'] }] },
}

function issuesOf(change: Partial<DeploymentInput>): string[] {
  const result = deployment.safeParse({ ...minimal, ...change })
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('deployment', () => {
  it('needs no more than a platform, a destination and a rule', () => {
    expect(deployment.parse(minimal)).toMatchObject({
      name: 'netzdialog',
      retention: {
        processedEvents: 30,
        conversations: 180,
        parked: 30,
        quarantine: 30,
        attachments: 90,
        logs: 30,
      },
      throttle: { requestsPerSecond: 200, burst: 400 },
      alarms: {},
    })
  })

  it('reads back what it has written', () => {
    const written = deployment.parse(minimal)
    expect(deployment.parse(JSON.parse(JSON.stringify(written)))).toEqual(written)
  })

  it('refuses a deployment without a platform', () => {
    expect(issuesOf({ platforms: {} })).toEqual(['platforms: must enable at least one platform'])
  })

  it('refuses two destinations of one name', () => {
    const crm = { name: 'crm', adapter: 'webhook' }
    expect(issuesOf({ destinations: [crm, crm] })).toEqual([
      'destinations.1.name: "crm" is taken: give it another name',
    ])
  })

  it('takes requests per second of a destination, fractions too, and no less than one in ten seconds', () => {
    const crm = (requestsPerSecond: number) => ({
      destinations: [{ name: 'crm', adapter: 'webhook', requestsPerSecond }],
    })
    for (const rate of [0.1, 0.5, 20, 1000]) expect(issuesOf(crm(rate))).toEqual([])
    for (const rate of [0, -1, 0.05, 1001])
      expect(issuesOf(crm(rate))).toEqual([expect.stringMatching(/^destinations\.0\.requestsPerSecond: /)])
  })

  it('refuses a rule to a destination that is about to be removed', () => {
    const crm = { name: 'crm', adapter: 'webhook', draining: true }
    expect(issuesOf({ destinations: [crm] })).toEqual([
      'routing.rules.0.to: "crm" is draining: take it out of this rule, and name there who is to get what it got',
    ])
    expect(issuesOf({ destinations: [crm], routing: { rules: [{ to: 'ignore' }] } })).toEqual([])
  })

  it('has nothing for the watch where it does not look', () => {
    const facebook = { connection: { credentials: true, mend: true } }
    expect(issuesOf({ platforms: { facebook } })).toEqual([])
    expect(issuesOf({ platforms: { facebook }, watch: false })).toEqual([
      'platforms.facebook.connection.credentials: is for the watch, and "watch" is false: take one of them out',
      'platforms.facebook.connection.mend: is for the watch, and "watch" is false: take one of them out',
    ])
    const unwatched = { connection: { watched: false, mend: true } }
    expect(issuesOf({ platforms: { facebook: unwatched } })).toEqual([
      'platforms.facebook.connection.mend: is for the watch, and "watched" is false beside it: take one of them out',
    ])
    expect(issuesOf({ platforms: { facebook: { connection: { mailDomains: ['acme'] } } } })).toHaveLength(1)
    expect(issuesOf({ platforms: { facebook: { silenceAfter: false } } })).toEqual([])
  })

  it('takes large mail where a platform has it', () => {
    const receiving = { recipients: ['acme.example', 'service@acme.example', '.acme.example'] }
    expect(issuesOf({ platforms: { mime: { uploads: true }, ses: { receiving } } })).toEqual([])
    expect(issuesOf({ platforms: { forum: { adapter: './forum.ts', uploads: true } } })).toEqual([])
    expect(issuesOf({ platforms: { facebook: { uploads: false } } })).toEqual([])
    expect(issuesOf({ platforms: { resend: { stored: true }, mailgun: { stored: true } } })).toEqual([])
    expect(issuesOf({ platforms: { forum: { adapter: './forum.ts', stored: true } } })).toEqual([])
    expect(issuesOf({ platforms: { resend: {}, mime: { stored: true } } })).toEqual([
      'platforms.resend.stored: must be true: the webhooks of Resend only point to mails, which are then fetched',
      'platforms.mime.stored: is for resend and mailgun, not for mime: take it out',
    ])
    expect(issuesOf({ platforms: { postmark: { uploads: true, receiving } } })).toEqual([
      'platforms.postmark.uploads: is for mime, not for postmark: take it out',
      'platforms.postmark.receiving: is for ses, not for postmark: take it out',
    ])
  })

  it.each(['acme', 'a b@acme.example', '@acme.example', 'acme.example.', 'service@', '*.acme.example'])(
    'refuses %j for what Amazon SES is to receive',
    (recipient) => {
      expect(issuesOf({ platforms: { ses: { receiving: { recipients: [recipient] } } } })).toHaveLength(1)
    },
  )

  it('refuses a rule to a destination that there is not', () => {
    expect(issuesOf({ routing: { rules: [{ to: ['acd'] }] } })).toEqual([
      'routing.rules.0.to: "acd" is not in destinations (crm): correct it or add it there',
    ])
  })

  it('refuses rules that leave events without one', () => {
    const rules = [{ when: { platform: ['email' as const] }, to: ['crm'] }]
    expect(issuesOf({ routing: { rules } })).toEqual([
      expect.stringMatching(
        /^routing\.rules\.0\.when: must be empty, so that no event is left without a rule/,
      ),
    ])
  })

  it('refuses a rule that is never asked, as one before it takes everything', () => {
    const rules = [{ to: ['crm'] }, { to: 'ignore' as const }]
    expect(issuesOf({ routing: { rules } })).toEqual([
      expect.stringMatching(/^routing\.rules\.1: is never asked/),
    ])
    expect(issuesOf({ routing: { match: 'all', rules } })).toEqual([])
  })

  const isPublic = { visibility: ['public' as const] }
  const isComment = { ...isPublic, surface: ['comment' as const] }
  const everywhere = { visibility: ['public' as const, 'private' as const] }
  it.each([
    ['repeats one before it', [isPublic, isPublic], 'routing.rules[0]'],
    ['is narrower than one before it', [isPublic, isComment], 'routing.rules[0]'],
    [
      'names fewer values than one before it',
      [everywhere, { ...isPublic, automated: true }],
      'a rule before it',
    ],
    [
      'asks what one before it asks, and more',
      [{ automated: true }, { ...isPublic, automated: true }],
      'routing.rules[0]',
    ],
  ])('refuses a rule that is never asked, as it %s', (_what, whens, before) => {
    const rules = [...whens.map((when) => ({ when, to: ['crm'] })), { to: 'ignore' as const }]
    expect(issuesOf({ routing: { rules } })).toEqual([
      expect.stringContaining(`routing.rules.1: is never asked, for ${before} takes`),
    ])
    expect(issuesOf({ routing: { match: 'all', rules } })).toEqual([])
  })

  it.each([
    ['is wider than one before it', [isComment, isPublic]],
    ['asks something else', [isPublic, { automated: false }]],
    ['asks for the opposite', [{ automated: true }, { ...isPublic, automated: false }]],
    ['names a further value', [isPublic, everywhere]],
    ['has to be there, last of all', [everywhere]],
  ])('takes a rule that %s', (_what, whens) => {
    const rules = [...whens.map((when) => ({ when, to: ['crm'] })), { to: 'ignore' as const }]
    expect(issuesOf({ routing: { rules } })).toEqual([])
  })

  it('refuses a rule for a platform that there is not', () => {
    const rules = [{ when: { platform: ['email', 'facebok'] }, to: ['crm'] }, { to: 'ignore' as const }]
    expect(issuesOf({ routing: { rules } })).toEqual([
      'routing.rules.0.when.platform.1: "facebok" is no platform here (facebook, twitter, email): correct it, or enable it in platforms',
    ])
  })

  it('takes a rule for whatever platform is enabled, and for one that was', () => {
    const rules = [{ when: { platform: ['forum', 'twitter'] }, to: ['crm'] }, { to: 'ignore' as const }]
    expect(issuesOf({ platforms: { forum: {} }, routing: { rules } })).toEqual([])
  })

  it('takes a rule for a system whose events another platform brings', () => {
    const rules = [{ when: { platform: ['telephone'] }, to: ['crm'] }, { to: 'ignore' as const }]
    const brought = { settings: { platforms: { telephone: 'Telefon' } } }
    expect(issuesOf({ platforms: { standard: brought }, routing: { rules } })).toEqual([])
    expect(issuesOf({ platforms: { standard: { settings: { platforms: 7 } } }, routing: { rules } })).toEqual(
      [expect.stringContaining('"telephone" is no platform here')],
    )
  })

  it('takes an explicit `ignore` for the last rule', () => {
    const rules = [{ when: { platform: ['email' as const] }, to: ['crm'] }, { to: 'ignore' as const }]
    expect(issuesOf({ routing: { rules } })).toEqual([])
  })

  it.each([
    ['no visibility', {}, 1],
    ['both visibilities', { visibility: ['public', 'private'] as const }, 1],
    ['public visibility', { visibility: ['public'] as const }, 0],
  ])(
    'takes a rule of %s to a public destination only where nothing private can follow it',
    (_what, when, count) => {
      const rules = [{ when: structuredClone(when) as object, to: ['crm'] }, { to: 'ignore' as const }]
      const destinations = [{ name: 'crm', adapter: 'webhook', holds: 'public' as const }]
      expect(issuesOf({ destinations, routing: { match: 'all', rules } })).toHaveLength(count)
    },
  )
})

describe('secretName', () => {
  it('tells deployments, platforms and destinations apart', () => {
    expect(secretName('acme', 'platform', 'facebook')).toBe('acme/platform/facebook')
    expect(secretName('acme', 'destination', 'facebook')).toBe('acme/destination/facebook')
  })
})
