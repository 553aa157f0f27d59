import { describe, expect, it } from 'vitest'
import type { ActiveRules, MailWay } from '../../../../functions/contracts/platform-operator.ts'
import { ses } from '../../../../functions/platforms/ses/index.ts'
import { mendConnection } from '../../../../functions/watch/mend-connection.ts'

const ours = { name: 'acme-ses', isEnabled: true }

/** Stands in for the receipt rules of an account, of which one set at most is active. */
function fakeRules(active: ActiveRules | undefined) {
  const state = { active, isDenied: false }
  const denied = () => Object.assign(new Error('User arn:aws:… is not authorized'), { name: 'AccessDenied' })
  return {
    state,
    receipt: {
      region: 'eu-central-1',
      ruleSet: 'acme',
      rule: 'acme-ses',
      async active() {
        if (state.isDenied) throw denied()
        return state.active
      },
      async activate() {
        state.active = { ruleSet: 'acme', rules: [ours] }
      },
    },
  }
}

async function check(way: Partial<MailWay> | undefined) {
  const operator = await ses.operator!()
  return operator.check({
    settings: { ...ses.settings.parse({}) },
    credentials: undefined,
    webhookUrl: 'https://hooks.acme.example/webhooks/ses',
    fetch: async () => {
      throw new Error('nothing is to be asked')
    },
    signal: AbortSignal.timeout(1000),
    now: () => new Date(),
    ...(way && {
      mail: {
        domains: ['acme.example'],
        resolveMx: async () => [{ exchange: 'inbound-smtp.eu-central-1.amazonaws.com', priority: 10 }],
        ...way,
      },
    }),
  })
}

describe('the connection to Amazon SES', () => {
  it('stands where the rule is in the active set and the MX leads to the region', async () => {
    const { receipt } = fakeRules({ ruleSet: 'acme', rules: [{ name: 'first', isEnabled: true }, ours] })
    expect((await check({ receipt })).map(({ ok, message }) => [ok, message])).toEqual([
      [true, 'the rule acme-ses is in acme, which is active'],
      [true, 'the mail of acme.example goes to inbound-smtp.eu-central-1.amazonaws.com'],
    ])
    const resolveMx = async () => [{ exchange: 'inbound-smtp.us-east-1.amazonaws.com', priority: 10 }]
    expect((await check({ receipt, resolveMx })).map(({ ok }) => ok)).toEqual([true, false])
  })

  it.each<[ActiveRules, string]>([
    [
      { ruleSet: 'acme', rules: [] },
      'the rule acme-ses is not in the active set acme: deploy again, which makes it',
    ],
    [
      { ruleSet: 'acme', rules: [{ ...ours, isEnabled: false }] },
      'the rule acme-ses is switched off: switch it on in SES',
    ],
  ])('is broken in a way that only a person mends: %o', async (active, message) => {
    const [rule] = await check({ receipt: fakeRules(active).receipt })
    expect(rule).toEqual({ about: 'rule', ok: false, message })
  })

  it('is mended by making the set active where none is', async () => {
    const { receipt } = fakeRules(undefined)
    const agreed: boolean[] = []
    const checks = await mendConnection({
      check: () => check({ receipt }),
      may: ({ takesAway }) => !takesAway,
      agree: async (mends) => void agreed.push(...mends.map(({ takesAway }) => takesAway ?? false)),
      tell: ({ failed }) => expect(failed).toBeUndefined(),
    })
    expect([agreed, checks.every(({ ok }) => ok)]).toEqual([[false], true])
  })

  it('takes the place of another active set only where a person wants it', async () => {
    const { receipt, state } = fakeRules({ ruleSet: 'others', rules: [] })
    const [rule] = await check({ receipt })
    expect(rule).toMatchObject({
      ok: false,
      message: 'the active set of receipt rules is others, not acme: SES brings nothing',
      mend: { will: 'make acme the active set of receipt rules in place of others', takesAway: true },
    })
    await mendConnection({
      check: () => check({ receipt }),
      may: ({ takesAway }) => !takesAway,
      agree: async () => {},
      tell: () => {},
    })
    expect(state.active?.ruleSet).toBe('others')
  })

  it('is not known where SES says nothing, or receives by other means than the deployment’s', async () => {
    const { receipt, state } = fakeRules(undefined)
    state.isDenied = true
    const [denied] = await check({ receipt })
    expect(denied).toMatchObject({ ok: false, unknown: 'unanswered' })
    expect(denied?.message).toBe(
      'SES does not say which rules are active (AccessDenied): looking takes ses:DescribeActiveReceiptRuleSet',
    )
    expect(await check({})).toMatchObject([{ ok: false, unknown: 'needs' }])
    expect(await check(undefined)).toMatchObject([{ ok: false, unknown: 'needs' }])
    const everything = await check({ receipt: fakeRules(undefined).receipt, domains: [] })
    expect(everything[1]).toMatchObject({ about: 'domain', unknown: 'needs' })
  })
})
