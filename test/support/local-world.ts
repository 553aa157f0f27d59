import { readFileSync } from 'node:fs'
import { sesLocalKey } from '../../bin/local/senders/ses.ts'
import type { PlatformWorld } from '../../functions/contracts/platform.ts'

/** PEM, of the key that signs locally as Amazon SNS does. */
export const snsCertificate = readFileSync(sesLocalKey, 'utf8').replace(
  /^[\s\S]*(?=-----BEGIN CERTIFICATE)/,
  '',
)

/** The world that the senders of the local run need: it has the certificate of SNS, and nothing else. */
export const localWorld: PlatformWorld = {
  fetch: async (url) => {
    if (url.endsWith('/SimpleNotificationService-local.pem')) return new Response(snsCertificate)
    throw new Error(`nobody is at ${url}`)
  },
  remember: async (_, value) => value,
}
