import type { PlatformOperator } from '../../contracts/platform-operator.ts'
import { gatewayOperator } from '../../kits/mail/connection/gateway-operator.ts'
import type { ResendSettings } from './settings.ts'

/** Resend shows the MX to each account by itself; it receives through Amazon SES (unverified), or by a name of its own. */
export const operator: PlatformOperator<ResendSettings, undefined> = gatewayOperator({
  label: 'Resend',
  hosts: ['amazonaws.com', 'resend.com', 'resend.app'],
})
