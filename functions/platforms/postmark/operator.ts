import type { PlatformOperator } from '../../contracts/platform-operator.ts'
import { gatewayOperator } from '../../kits/mail/connection/gateway-operator.ts'
import type { PostmarkSettings } from './settings.ts'

export const operator: PlatformOperator<PostmarkSettings, undefined> = gatewayOperator({
  label: 'Postmark',
  hosts: ['inbound.postmarkapp.com'],
})
