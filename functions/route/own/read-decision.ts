import * as z from 'zod'
import { effects, type RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../../schemas/deployment.ts'
import type { OwnDecision } from '../../contracts/own-functions.ts'
import { mayHold } from '../may-hold.ts'

const decision = z.strictObject({
  to: z.union([z.array(z.string()).min(1), z.literal('ignore')]).optional(),
  effect: z.enum(effects).optional(),
  reason: z.string().min(1).max(200).optional(),
})

/**
 * What `decide` returned.
 *
 * @returns why it cannot stand, where it has another form or names a destination that is not there or may not hold the event
 */
export function readDecision(
  value: unknown,
  event: RoutedEvent,
  destinations: readonly Pick<DestinationConfig, 'name' | 'holds'>[],
): { value: OwnDecision | undefined } | { failed: string } {
  if (value === undefined || value === null) return { value: undefined }
  const { data } = decision.safeParse(value)
  if (!data) return { failed: 'malformed' }
  const named = data.to === undefined || data.to === 'ignore' ? [] : data.to
  const byName = new Map(destinations.map(({ name, holds }) => [name, holds]))
  if (named.some((name) => !byName.has(name))) return { failed: 'unknown_destination' }
  const isHeld = named.every((name) => mayHold(byName.get(name) ?? 'both', event))
  return isHeld ? { value: data } : { failed: 'may_not_hold' }
}
