import * as z from 'zod'
import type {
  ActiveRules,
  ConnectionCheck,
  PlatformOperator,
  ReceiptRules,
} from '../../contracts/platform-operator.ts'
import { errorCode } from '../../core/errors.ts'
import { checkMx } from '../../kits/mail/connection/check-mx.ts'
import { noDomain } from '../../kits/mail/connection/gateway-operator.ts'
import type { SesSettings } from './settings.ts'

const about = 'rule'

/**
 * Amazon SES takes the mail of a domain whose MX leads to it, and does with it what the active set of receipt rules says:
 * of which an account has one a region.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/receiving-email-concepts.html
 */
export const operator: PlatformOperator<SesSettings, undefined> = {
  credentials: z.undefined(),
  async check({ mail }) {
    if (!mail?.receipt)
      return [
        {
          about,
          ok: false,
          unknown: 'needs',
          message: 'no receipt rule is known here: a deployed stack has one where receiving is set',
        },
      ]
    const { receipt, domains } = mail
    const hosts = [`inbound-smtp.${receipt.region}.amazonaws.com`]
    return [await checkRule(receipt), ...(domains.length > 0 ? await checkMx(mail, hosts) : [noDomain])]
  },
}

async function checkRule(receipt: ReceiptRules): Promise<ConnectionCheck> {
  let active: ActiveRules | undefined
  try {
    active = await receipt.active()
  } catch (error) {
    return {
      about,
      ok: false,
      unknown: 'unanswered',
      message: `SES does not say which rules are active (${errorCode(error)}): looking takes ses:DescribeActiveReceiptRuleSet`,
    }
  }
  return judge(receipt, active)
}

function judge(receipt: ReceiptRules, active: ActiveRules | undefined): ConnectionCheck {
  const { ruleSet, rule } = receipt
  const wrong = (message: string, more: Partial<ConnectionCheck> = {}): ConnectionCheck => ({
    about,
    ok: false,
    message,
    ...more,
  })
  if (active?.ruleSet !== ruleSet) {
    const will = `make ${ruleSet} the active set of receipt rules`
    return active
      ? wrong(`the active set of receipt rules is ${active.ruleSet}, not ${ruleSet}: SES brings nothing`, {
          mend: { will: `${will} in place of ${active.ruleSet}`, takesAway: true, run: receipt.activate },
        })
      : wrong(`no set of receipt rules is active: SES takes no mail at all`, {
          mend: { will, run: receipt.activate },
        })
  }
  const found = active.rules.find(({ name }) => name === rule)
  if (!found)
    return wrong(`the rule ${rule} is not in the active set ${ruleSet}: deploy again, which makes it`)
  if (!found.isEnabled) return wrong(`the rule ${rule} is switched off: switch it on in SES`)
  return { about, ok: true, message: `the rule ${rule} is in ${ruleSet}, which is active` }
}
