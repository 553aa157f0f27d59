import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import type { GenesysSettings } from './settings.ts'

/** One attempt at one event. */
export interface GenesysAttempt {
  readonly event: RoutedEvent
  readonly context: DeliveryContext<GenesysSettings>
}
