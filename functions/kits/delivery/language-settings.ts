import * as z from 'zod'
import { languages } from '../../presentation/words/words.ts'

/** How an adapter speaks to people: to be spread into its settings. */
export const presentationSettings = {
  language: z
    .enum(languages)
    .default('de')
    .meta({
      description: `Of everything that people read: ${languages.map((code) => `\`${code}\``).join(' or ')}.`,
    }),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be a time zone of the IANA database, e.g. Europe/Berlin')
    .default('Europe/Berlin')
    .meta({ description: 'Of the times that people read, as the IANA names it.' }),
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
