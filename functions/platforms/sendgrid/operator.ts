import type { PlatformOperator } from '../../contracts/platform-operator.ts'
import { gatewayOperator } from '../../kits/mail/connection/gateway-operator.ts'
import type { SendgridSettings } from './settings.ts'

export const operator: PlatformOperator<SendgridSettings, undefined> = gatewayOperator({
  label: 'SendGrid',
  hosts: ['mx.sendgrid.net'],
})
