import { compact } from '../../functions/core/compact.ts'
import { mapLimited } from '../../functions/core/map-limited.ts'
import { platformFinder } from '../operations/find-platform.ts'
import { findQuarantined, type Quarantined, quarantineId } from '../operations/find-quarantined.ts'
import { mailGateways } from '../operations/mail-gateways.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import { removeQuarantined } from '../operations/remove-quarantined.ts'
import { type QuarantineRetried, retryQuarantined } from '../operations/retry-quarantined.ts'
import { confirm, requireConsent } from './confirm.ts'
import { Fault, WrongUse } from './errors.ts'
import { print, printLines, printPretty } from './print.ts'
import { printDropped, printRead, quarantineTable } from './print-quarantined.ts'
import { openProgress } from './progress.ts'
import { readWindow } from './read-window.ts'
import { printable } from './table.ts'
import { wholeIds } from './whole-ids.ts'
import { type SiteOptions, withSite } from './with-site.ts'

export interface QuarantineOptions extends SiteOptions {
  readonly platform?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** Prints what was genuine and not understood. */
export function listQuarantined(options: QuarantineOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const items = await find([], options, ports)
    if (options.json) return printLines(items.map(withoutHeaders))
    print(items.length === 0 ? 'nothing is in quarantine' : quarantineTable(items))
  })
}

/** Prints note and payload, customer's words included. */
export function showQuarantined(id: string, options: QuarantineOptions): Promise<void> {
  return withSite(options, async (ports) => {
    for (const item of await find([id], options, ports)) {
      printPretty(item)
      const bytes = await ports.store.get(`${item.key}.body`)
      if (!bytes) throw new Fault('the payload has expired; only its note is left')
      if (process.stdout.isTTY)
        print(Buffer.from(bytes).toString('utf8').split('\n').map(printable).join('\n'))
      else process.stdout.write(bytes)
    }
  })
}

/** Reads what is in quarantine with today's adapters and sends on what they understand. */
export function retry(ids: string[], options: QuarantineOptions): Promise<void> {
  requireChoice(ids, options)
  return withSite(options, async (ports, adapters) => {
    const results: QuarantineRetried[] = []
    const items = await find(ids, options, ports)
    const progress = openProgress()
    // One after the other: a later payload may belong to the conversation of an earlier one.
    for (const item of items) {
      progress.tell(`reading ${results.length + 1} of ${items.length}`)
      const result = await retryQuarantined(item, platformFinder(adapters), ports, {
        dryRun: options.dryRun ?? false,
      })
      results.push(result)
      if (result.outcome === 'not_taken') break
    }
    progress.end()
    printRead(results, options)
  })
}

/** Gives what is in quarantine up for good. */
export function drop(ids: string[], options: QuarantineOptions): Promise<void> {
  requireChoice(ids, options)
  if (!options.dryRun) requireConsent(options)
  return withSite(options, async (ports) => {
    const items = await find(ids, options, ports)
    if (!options.dryRun && items.length > 0)
      await confirm(`Drop ${items.length} of quarantine for good?`, options)
    if (!options.dryRun) await mapLimited(items, 8, ({ key }) => removeQuarantined(key, ports))
    printDropped(items, options)
  })
}

async function find(
  ids: string[],
  options: QuarantineOptions,
  ports: OperationsPorts,
): Promise<Quarantined[]> {
  const { platform } = options
  await requireQuarantinePlatform(platform, ports)
  const keeping = { days: ports.deployment.retention.quarantine, field: 'retention.quarantine' }
  const { from, to } = readWindow(options, keeping, ports.now())
  const kept = ids.length === 0 ? [] : (await ports.retained.objects('quarantine/')).map(quarantineId)
  const meant = wholeIds(ids, kept)
  const items = await findQuarantined(
    compact({
      ...(ids.length > 0 && { ids: meant }),
      platform,
      from,
      to,
    }),
    ports,
  )
  const missing = meant.filter((id) => !items.some((item) => item.id === id))
  if (missing.length > 0)
    throw new Fault(`not in quarantine: ${missing.join(', ')}; \`netzdialog quarantine list\` shows what is`)
  return items
}

/** Of quarantine it is the adapter that took it in, or one that was enabled once. */
async function requireQuarantinePlatform(
  given: readonly string[] | undefined,
  { deployment, retained }: OperationsPorts,
): Promise<void> {
  const enabled = Object.keys(deployment.platforms)
  const unknown = given?.filter((each) => !enabled.includes(each)) ?? []
  if (unknown.length === 0) return
  const kept = new Set((await retained.objects('quarantine/')).map((key) => key.split('/')[1] ?? ''))
  const platform = unknown.find((each) => !kept.has(each))
  if (platform === undefined) return
  const gateways = enabled.filter((name) => mailGateways.includes(name))
  const known = platform === 'email' && gateways.length > 0 ? gateways : enabled
  throw new WrongUse(`no platform "${platform}" here: in quarantine it is ${known.join(' or ')}`)
}

/** The envelope of a mail names people: only `show` shows it. */
function withoutHeaders({ headers: _, ...item }: Quarantined): Omit<Quarantined, 'headers'> {
  return item
}

function requireChoice(ids: string[], { platform, from, to, all }: QuarantineOptions): void {
  if (ids.length === 0 && !all && platform === undefined && from === undefined && to === undefined)
    throw new WrongUse('name ids, a filter such as --platform, or --all')
}
