import { setTimeout as sleep } from 'node:timers/promises'
import { compact } from '../../functions/core/compact.ts'
import { erasePerson, settleMs } from '../operations/erase-person.ts'
import { platformFinder } from '../operations/find-platform.ts'
import type { Tell } from '../operations/visit-kept.ts'
import { confirm, requireConsent } from './confirm.ts'
import { Fault, WrongUse } from './errors.ts'
import { print } from './print.ts'
import { describeErasure, describeNobody, erasureObject, isFound } from './print-erasure.ts'
import { openProgress } from './progress.ts'
import { printable } from './table.ts'
import { type SiteOptions, withSite } from './with-site.ts'

export interface EraseOptions extends SiteOptions {
  readonly id: string
  readonly scope?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** Removes what is kept of a person's words, name and addresses. @throws Fault where nothing was found */
export function erase({ id: given, scope, dryRun = false, ...options }: EraseOptions): Promise<void> {
  const id = given.trim()
  if (id === '') throw new WrongUse('--id is empty: take it as `author.id` of the person’s events has it')
  if (scope?.trim() === '') throw new WrongUse('--scope is empty: leave it out where the person has none')
  if (!dryRun) requireConsent(options)
  return withSite(options, async (ports, adapters) => {
    if (!dryRun)
      await confirm(
        `Erase what is kept of "${printable(id)}"${scope === undefined ? '' : ` in ${printable(scope)}`} for good? --dry-run counts it first.`,
        options,
      )
    if (!dryRun)
      console.error(`it takes ${settleMs(ports) / 1000} seconds, until what is under way has come to its end`)
    const progress = openProgress()
    let doing = 'reading all that is kept'
    progress.tell(doing)
    const tell: Tell = (looked, at) =>
      progress.tell(`${doing}: ${looked} looked at${at ? `, hour ${at.hour + 1} of ${at.of}` : ''}`)
    const settle = async (ms: number) => {
      progress.tell('waiting until what is under way has come to its end')
      await sleep(ms)
      doing = 'erasing'
      progress.tell(doing)
    }
    const report = await erasePerson(
      compact({ id, scope }),
      { ...ports, findPlatform: platformFinder(adapters), settle, tell },
      { dryRun },
    ).finally(progress.end)
    if (!dryRun && options.stack === undefined) await forgetPayloads()
    if (options.json) print(JSON.stringify(erasureObject(report, dryRun)))
    else if (isFound(report)) print(describeErasure(report, dryRun))
    if (!isFound(report)) throw new Fault(describeNobody({ id, scope }, report, dryRun))
  })
}

/** The local run has in memory what platforms sent and what its page shows; one that has ended has nothing. */
async function forgetPayloads(): Promise<void> {
  const url = `http://localhost:${process.env['PORT'] || 8787}/local/payloads`
  await fetch(url, { method: 'DELETE', signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
}
