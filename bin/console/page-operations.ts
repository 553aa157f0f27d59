import { NotAccepted } from '../../functions/core/errors.ts'
import type { ArchivePorts } from '../operations/contacts/archived-backwards.ts'
import { factsAt } from '../operations/contacts/contact-facts.ts'
import { deliveryState } from '../operations/contacts/contact-state.ts'
import { isOfGroup } from '../operations/contacts/group-parked.ts'
import { dropParked } from '../operations/drop-parked.ts'
import { findParked, type ParkedRow } from '../operations/find-parked.ts'
import { type FindPlatform, findPlatform } from '../operations/find-platform.ts'
import { readQuarantined } from '../operations/find-quarantined.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { removeQuarantined } from '../operations/remove-quarantined.ts'
import { retryParked } from '../operations/retry-parked.ts'
import { retryQuarantined } from '../operations/retry-quarantined.ts'
import type { Operations } from './operations.ts'
import { type OverviewOptions, overviewReader } from './read-overview.ts'

/** What the commands `parked` and `quarantine` do, one item at a time, for the page's buttons. */
export function pageOperations(
  ports: OperationsPorts & ArchivePorts,
  platformOf: FindPlatform = findPlatform,
  options: OverviewOptions = {},
): Operations {
  const overview = overviewReader(ports, options)
  const retry = (rows: readonly ParkedRow[]) => retryParked(rows, ports).finally(overview.forget)
  const drop = (rows: readonly ParkedRow[]) => dropParked(rows, ports).finally(overview.forget)
  const find = async (destination: string, eventId: string) =>
    (await findParked({ destination, ids: [eventId] }, ports))[0]
  const read = async (key: string) => Buffer.from((await ports.store.get(key)) ?? []).toString()

  return {
    overview: overview.read,
    async standing(destination, eventId) {
      const { retention } = ports.deployment
      return deliveryState(await factsAt(destination, eventId, ports), {
        now: ports.now(),
        parkedDays: retention.parked,
      })
    },
    async lookParked(destination, eventId) {
      const item = await find(destination, eventId)
      return item && { item, body: await read(item.body) }
    },
    async retryParked(destination, eventId) {
      const row = await find(destination, eventId)
      if (!row) return false
      const [retried] = await retry([row])
      const outcome = retried?.outcome ?? 'not_taken'
      if (outcome !== 'sent') throw new NotAccepted(outcome, 'the parked event was not sent: it stays parked')
      return true
    },
    async dropParked(destination, eventId) {
      const row = await find(destination, eventId)
      const [dropped] = row ? await drop([row]) : []
      return dropped?.outcome === 'dropped'
    },
    async findGroup(group, until) {
      const rows = await findParked(
        group.destination === undefined ? {} : { destination: group.destination },
        ports,
      )
      return rows.filter(
        (row) => isOfGroup(row, group) && (!until || Date.parse(row.lastAt) <= until.getTime()),
      )
    },
    async retryGroup(rows) {
      const sent = (await retry(rows)).filter(({ outcome }) => outcome === 'sent').length
      return { sent, left: rows.length - sent }
    },
    async dropGroup(rows) {
      return (await drop(rows)).filter(({ outcome }) => outcome === 'dropped').length
    },
    async lookQuarantined(key) {
      const item = await readQuarantined(key, ports)
      return item && { item, body: await read(`${key}.body`) }
    },
    async retryQuarantined(key) {
      const item = await readQuarantined(key, ports)
      if (!item) return undefined
      const { outcome, events, unread } = await retryQuarantined(item, platformOf, ports)
      if (outcome === 'not_taken' || outcome === 'body_missing' || outcome === 'no_adapter')
        throw new NotAccepted(outcome, 'the payload was not sent on: it stays in quarantine')
      return { events, unread: unread.length }
    },
    async dropQuarantined(key) {
      if (!(await readQuarantined(key, ports))) return false
      await removeQuarantined(key, ports)
      return true
    },
  }
}
