import type { PlatformAdapter } from '../../contracts/platform.ts'
import { normalizeSendgrid } from './normalize.ts'
import { type SendgridSettings, sendgridSettings } from './settings.ts'
import { verifySendgrid } from './verify.ts'

/** SendGrid Inbound Parse: a form a mail, signed by a security policy; raw and parsed mode. */
export const sendgrid: PlatformAdapter<SendgridSettings> = {
  name: 'sendgrid',
  label: 'SendGrid',
  settings: sendgridSettings,
  verify: verifySendgrid,
  normalize: normalizeSendgrid,
  operator: async () => (await import('./operator.ts')).operator,
}
