import type { ChatAttempt } from '../../kits/chat/chat-attempt.ts'
import type { GenesysSettings } from './settings.ts'

export type GenesysAttempt = ChatAttempt<GenesysSettings>
