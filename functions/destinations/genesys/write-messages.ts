import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { shorten, splitText } from '../../presentation/fit-text.ts'
import { type Presentation, presentEvent } from '../../presentation/present-event.ts'
import { outsideText, presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { isWorthReading, mayHoldNews } from './earlier-text.ts'
import { type Handed, handAttachments } from './hand-attachments.ts'

import type { GenesysSettings } from './settings.ts'

export interface Written {
  /** One at least. */
  readonly texts: readonly string[]
  readonly files: readonly Handed[]
  readonly degraded: readonly string[]
}

interface Ways {
  /**
   * `facts`: who, where, until when and how to answer, and all that is below. `notices`: what must not be missed, if
   * anything, above the words. `words`: them alone, if there are any.
   */
  readonly tells: 'facts' | 'notices' | 'words'
  /** Most texts that one event becomes. */
  readonly mostTexts: number
}

const words = { de: ' … (gekürzt)', en: ' … (shortened)' }

/** What an event says, in texts that Genesys Cloud takes, and with what files. */
export function writeMessages(
  event: RoutedEvent,
  context: Pick<DeliveryContext<GenesysSettings>, 'settings' | 'attachments'>,
  { tells, mostTexts }: Ways,
): Written {
  const { language, timeZone, textLimit } = context.settings
  const { handed, shown, degraded } = handAttachments(event, context)
  const presentation = presentEvent(event, { language, timeZone })
  const isRated = event.message?.rating !== undefined
  const isBare = tells === 'words' || (presentation.notices.length === 0 && !isRated)
  // It has no words of its own: to whom and why stands in the facts.
  const inFull = tells === 'facts' || event.kind === 'receipt.failed'
  const whole = inFull ? presentationText(presentation, shown) : sayBriefly(presentation, shown, isBare)
  const { texts, shortened } = within(whole, textLimit, mostTexts, words[language])
  return { texts, files: handed, degraded: [...degraded, ...(shortened ? ['text_shortened'] : [])] }
}

/** The bare words where there is nothing else to say. What is certain to be in the talk already is left out. */
function sayBriefly(
  { quoted, signature, ...presentation }: Presentation,
  files: readonly ShownFile[],
  isBare: boolean,
): string {
  const { text } = presentation
  const more = {
    ...(quoted !== undefined && (text === '' || mayHoldNews(quoted)) && { quoted }),
    ...(signature !== undefined && isWorthReading(signature) && { signature }),
  }
  if (text !== '' && isBare && files.length === 0 && Object.keys(more).length === 0) return outsideText(text)
  return presentationText({ ...presentation, ...more, facts: [] }, files)
}

function within(
  whole: string,
  limit: number,
  most: number,
  mark: string,
): { texts: string[]; shortened: boolean } {
  for (let length = limit * most; ; length = Math.floor(length * 0.9)) {
    const { text, shortened } = shorten(whole, length, { mark })
    const texts = splitText(text, limit)
    if (texts.length <= most) return { texts, shortened }
  }
}
