import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { type DeliveryEnded, notYet, rejection } from '../../contracts/delivery-ended.ts'
import type { DeliveryContext } from '../../contracts/destination.ts'
import type { GenesysSettings } from './settings.ts'

/** One attempt on its way through the steps. */
export interface Delivery {
  readonly event: RoutedEvent
  readonly context: DeliveryContext<GenesysSettings>
  /** Steps that are done; what an attempt adds is kept for the next where this one ends in a retry. */
  readonly progress: Record<string, string>
}

/** How often what is still to come is waited for, some seconds apart and more. */
const mostWaits = 12

/** Ends an attempt until what was accepted has come to be, or for good; an operator's new attempt counts anew. */
export function waitAgain(
  { context, progress }: Delivery,
  seconds: number,
  { code, reason, remedy }: { code: string; reason: string; remedy: string },
): DeliveryEnded {
  const waits = (context.attempt === 1 ? 0 : Number(progress['waits'] ?? 0)) + 1
  progress['waits'] = String(waits)
  return waits > mostWaits ? rejection(code, `${reason}: ${remedy}`) : notYet(reason, seconds)
}
