import { compact } from '../../../functions/core/compact.ts'
import type { ContactFilter } from '../../operations/contacts/contact-filter.ts'
import { contactStates } from '../../operations/contacts/contact-state.ts'
import { parkingPlaces } from '../../operations/find-parked.ts'
import type { OperationsPorts } from '../../operations/ports.ts'
import { note } from '../note.ts'
import { readWindow } from '../read-window.ts'
import {
  requireDestination,
  requireEventPlatform,
  requireKind,
  requireKnown,
  requireWhole,
} from '../require-known.ts'
import type { SiteOptions } from '../with-site.ts'

export interface EventOptions extends SiteOptions {
  readonly from?: string
  readonly to?: string
  readonly state?: readonly string[]
  readonly platform?: readonly string[]
  readonly destination?: readonly string[]
  readonly conversation?: readonly string[]
  readonly kind?: readonly string[]
  readonly search?: string
  /** Shows names and the first words, too. */
  readonly words?: boolean
}

const dayMs = 24 * 3_600_000
/** What was received in this very moment is a part, whatever the clocks say. */
const aheadMs = 60_000

/** The filter that an operator's options come to. @throws WrongUse where nothing could ever meet it */
export async function chooseEvents(options: EventOptions, ports: OperationsPorts): Promise<ContactFilter> {
  const { platform, destination, conversation, kind, search: text } = options
  requireKnown('--state', options.state, contactStates)
  const state = options.state && contactStates.filter((each) => options.state?.includes(each))
  requireEventPlatform(platform, ports)
  requireKind(kind)
  requireWhole('--conversation', conversation)
  if (destination !== undefined) requireDestination(destination, await parkingPlaces(ports))
  const { from, to } = eventWindow(options, ports, 1)
  return { from, to, ...compact({ state, platform, destination, conversation, kind, text }) }
}

/**
 * From when until when events are looked for.
 *
 * @param usualDays where nothing is said: so many days back, of those that are kept
 * @throws WrongUse
 */
export function eventWindow(
  given: Pick<EventOptions, 'from' | 'to'>,
  { deployment, now }: Pick<OperationsPorts, 'deployment' | 'now'>,
  usualDays = Number.POSITIVE_INFINITY,
): { readonly from: Date; readonly to: Date } {
  const { archive } = deployment.retention
  if (archive === 0)
    note('retention.archive in the deployment is 0: only what route has parked is known of the past')
  const { from, to } = readWindow(given, { days: archive, field: 'retention.archive' }, now())
  return {
    from: from ?? new Date((to ?? now()).getTime() - Math.max(Math.min(archive, usualDays), 1) * dayMs),
    to: to ?? new Date(now().getTime() + aheadMs),
  }
}
