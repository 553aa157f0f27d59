import type { ProbeFinding } from '../../contracts/destination.ts'
import type { ZendeskSettings } from './settings.ts'
import type { Zendesk } from './zendesk-api.ts'

/** What every part of the probe has. */
export interface ProbeStep {
  readonly zendesk: Zendesk
  readonly settings: ZendeskSettings
  readonly now: () => Date
}

export function unwell(about: ProbeFinding['about'], sentence: string): ProbeFinding {
  return { about, well: false, sentence }
}
