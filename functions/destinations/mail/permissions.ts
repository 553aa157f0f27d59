import * as z from 'zod'
import type { Permission } from '../../contracts/destination.ts'
import { domainOf, settings } from './settings.ts'

const planned = z.object({ from: settings.shape.from, send: settings.shape.send })

/** To send as one identity, where mail goes by SES; nothing by SMTP. */
export function sendingPermissions(given: Readonly<Record<string, unknown>>): Permission[] {
  const { from, send } = planned.parse(given)
  if (send.way !== 'ses') return []
  const { region, identity = domainOf(from), configurationSet } = send
  const named = (kind: string, name: string) => `arn:aws:ses:${region}:*:${kind}/${name}`
  return [
    {
      // SendEmail of the API's second version asks for the second where the mail comes whole.
      actions: ['ses:SendEmail', 'ses:SendRawEmail'],
      resources: [
        named('identity', identity),
        ...(configurationSet === undefined ? [] : [named('configuration-set', configurationSet)]),
      ],
    },
  ]
}
