import * as z from 'zod'
import { presentationSettings } from '../delivery/language-settings.ts'

/** How a messaging or ACD system treats people and conversations: to be spread into its settings. */
export const chatSettings = {
  answered: takenBack('the company has answered elsewhere'),
  withdrawn: takenBack('its customer has deleted what nobody had answered'),
  ...presentationSettings,
}

export type ChatSettings = {
  readonly [Name in keyof typeof chatSettings]: z.infer<(typeof chatSettings)[Name]>
}

function takenBack(when: string) {
  return z
    .enum(['disconnect', 'leave'])
    .default('disconnect')
    .meta({ description: `What becomes of a conversation that waits in a queue when ${when}.` })
}
