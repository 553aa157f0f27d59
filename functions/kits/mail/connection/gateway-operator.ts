import * as z from 'zod'
import type { ConnectionCheck, PlatformOperator } from '../../../contracts/platform-operator.ts'
import { checkMx } from './check-mx.ts'

export interface Gateway {
  /** What people call it. */
  readonly label: string
  /** Hosts that take its mail: of this name, or below it. */
  readonly hosts: readonly string[]
}

/** What can be told of a mail gateway without a key of its API, of which none is kept here: where the DNS has mail go. */
export function gatewayOperator<Settings>({ label, hosts }: Gateway): PlatformOperator<Settings, undefined> {
  return {
    credentials: z.undefined(),
    async check({ webhookUrl, mail }) {
      return [
        ...(mail && mail.domains.length > 0 ? await checkMx(mail, hosts) : [noDomain]),
        {
          about: 'webhook',
          ok: false,
          unknown: 'needs',
          message: `whether ${label} posts to ${webhookUrl} only its own pages say: looking there takes a key of its API`,
        },
      ]
    },
  }
}

export const noDomain: ConnectionCheck = {
  about: 'domain',
  ok: false,
  unknown: 'needs',
  message: 'no domain is known whose MX could be looked at: name it in connection.mailDomains',
}
