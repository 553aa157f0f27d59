import type { PlatformOperator } from '../../contracts/platform-operator.ts'
import { gatewayOperator } from '../../kits/mail/connection/gateway-operator.ts'
import type { MandrillSettings } from './settings.ts'

export const operator: PlatformOperator<MandrillSettings, undefined> = gatewayOperator({
  label: 'Mandrill',
  hosts: ['mandrillapp.com'],
})
