import type { DeliveryState } from '../operations/contacts/contact-state.ts'
import type { GroupKey, ParkedGroup } from '../operations/contacts/group-parked.ts'
import type { ParkedRow } from '../operations/find-parked.ts'
import type { Quarantined } from '../operations/find-quarantined.ts'
import type { Status } from '../operations/read-status.ts'

/** The newest of what waits for a person. */
export interface Listing<Item> {
  readonly items: readonly Item[]
  readonly total: number
}

export interface Overview extends Pick<Status, 'queues' | 'breakers' | 'silences'> {
  /** Mails in the bucket that are not taken yet. @default 0 */
  readonly uncollected?: number
  readonly parked: Listing<ParkedRow>
  /** All that is parked, by destination and reason. */
  readonly groups?: readonly ParkedGroup[]
  readonly quarantine: Listing<Quarantined>
}

export interface Looked<Item> {
  readonly item: Item
  readonly body: string
}

/** What the page can do with what got stuck; the same as the commands `parked` and `quarantine`. */
export interface Operations {
  overview(): Promise<Overview>
  /** How a delivery stands by what is kept of it. */
  standing(destination: string, eventId: string): Promise<DeliveryState>
  lookParked(destination: string, eventId: string): Promise<Looked<ParkedRow> | undefined>
  /** @returns whether it was there. @throws NotAccepted where it stays parked */
  retryParked(destination: string, eventId: string): Promise<boolean>
  /** @returns whether it was there */
  dropParked(destination: string, eventId: string): Promise<boolean>
  /** All of a group that was last tried at or before a time. */
  findGroup(group: Partial<GroupKey>, until?: Date): Promise<ParkedRow[]>
  /** @returns how many were sent, and of how many */
  retryGroup(rows: readonly ParkedRow[]): Promise<{ sent: number; left: number }>
  dropGroup(rows: readonly ParkedRow[]): Promise<number>
  lookQuarantined(key: string): Promise<Looked<Quarantined> | undefined>
  /** Reads it with today's adapter and sends on what it understands. @throws NotAccepted where that did not work */
  retryQuarantined(key: string): Promise<{ events: number; unread: number } | undefined>
  dropQuarantined(key: string): Promise<boolean>
}
