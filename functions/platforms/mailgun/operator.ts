import type { PlatformOperator } from '../../contracts/platform-operator.ts'
import { gatewayOperator } from '../../kits/mail/connection/gateway-operator.ts'
import type { MailgunSettings } from './settings.ts'

export const operator: PlatformOperator<MailgunSettings, undefined> = gatewayOperator({
  label: 'Mailgun',
  hosts: ['mailgun.org'],
})
