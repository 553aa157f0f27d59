import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { presentEvent } from '../../presentation/present-event.ts'
import { presentationText } from '../../presentation/presentation-text.ts'
import { shorten } from '../../text/fit.ts'
import type { ChatSettings } from './chat-settings.ts'

const mark = ' …'

/** What agents read of an event that cannot become a message. @param maxLength in UTF-16 code units */
export function composeNote(
  event: RoutedEvent,
  { language, timeZone }: Pick<ChatSettings, 'language' | 'timeZone'>,
  maxLength: number,
): { text: string; shortened: boolean } {
  const whole = presentationText({ ...presentEvent(event, { language, timeZone }), facts: [] })
  return shorten(whole, maxLength, { mark })
}
