import { type Presentation, presentEvent } from '../../presentation/present-event.ts'
import { outsideText, presentationText, type ShownFile } from '../../presentation/presentation-text.ts'
import { wordsOf } from '../../presentation/words/words-of.ts'
import { shorten, splitText } from '../../text/fit.ts'
import type { MessageLimits } from './chat.ts'
import type { ChatAttempt } from './chat-attempt.ts'
import { isWorthReading, mayHoldNews } from './earlier-text.ts'
import { type HandedFile, handFiles } from './hand-files.ts'

export interface ComposedMessages {
  /** One at least. */
  readonly texts: readonly string[]
  readonly files: readonly HandedFile[]
  readonly degraded: readonly string[]
}

/**
 * How much people are told. `facts`: who, where, until when and how to answer, and all that is below. `notices`: what
 * must not be missed, if anything, above the words. `words`: them alone, if there are any.
 */
export type Tells = 'facts' | 'notices' | 'words'

/** What an event says, in texts within a system's limits, and with what files. */
export function composeMessages(
  { event, context }: Pick<ChatAttempt, 'event' | 'context'>,
  tells: Tells,
  { files, maxText, maxTexts }: MessageLimits,
): ComposedMessages {
  const { language, timeZone } = context.settings
  const { handed, shown, degraded } = handFiles(event, context.attachments, { files, language })
  const presentation = presentEvent(event, { language, timeZone })
  const isRated = event.message?.rating !== undefined
  const isBare = tells === 'words' || (presentation.notices.length === 0 && !isRated)
  // It has no words of its own: to whom and why stands in the facts.
  const inFull = tells === 'facts' || event.kind === 'receipt.failed'
  const whole = inFull ? presentationText(presentation, shown) : sayBriefly(presentation, shown, isBare)
  const { texts, shortened } = within(whole, { maxText, maxTexts }, wordsOf(language).shortened)
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
  { maxText, maxTexts }: Pick<MessageLimits, 'maxText' | 'maxTexts'>,
  mark: string,
): { texts: string[]; shortened: boolean } {
  for (let length = maxText * maxTexts; ; length = Math.floor(length * 0.9)) {
    const { text, shortened } = shorten(whole, length, { mark })
    const texts = splitText(text, maxText)
    if (texts.length <= maxTexts) return { texts, shortened }
  }
}
