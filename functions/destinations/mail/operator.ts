import type { DestinationOperator } from '../../contracts/destination.ts'
import { sendingPermissions } from './permissions.ts'
import { probe } from './probe.ts'
import type { MailSettings } from './settings.ts'

export const operator: DestinationOperator<MailSettings> = { probe, permissions: sendingPermissions }
