import type { ErasureReport } from '../operations/erase-person.ts'

export function isFound({
  archived,
  parked,
  bodies,
  quarantined,
  attachments,
  others,
}: ErasureReport): boolean {
  return archived + parked + bodies + quarantined + attachments + others > 0
}

/** For machines, on a dry run too. */
export function erasureObject(report: ErasureReport, dryRun: boolean) {
  const outcome = !isFound(report) ? 'nothing_kept' : dryRun ? 'would_erase' : 'erased'
  return { outcome, ...report }
}

export function describeErasure(report: ErasureReport, dryRun: boolean): string {
  const { archived, parked, bodies, quarantined, attachments, others, unreadable, scopes } = report
  const found = `${archived} archived, ${parked} parked, ${bodies} large, ${quarantined} in quarantine, ${attachments} attachments`
  const told = Object.entries(scopes).map(([scope, count]) => `${nameScope(scope)} (${count})`)
  return [
    `${dryRun ? 'would remove' : 'removed'}: ${found}; taken out of ${others} of others`,
    ...(dryRun && told.length > 0 ? [`that id is known in: ${told.join(', ')}`] : []),
    ...(unreadable > 0
      ? [`${unreadable} could not be read and do not name the person: see \`netzdialog parked list\``]
      : []),
    ...(dryRun
      ? []
      : ['what still waits goes out without the words and the name; what destinations have they must erase']),
  ].join('\n')
}

export function describeNobody(
  { id, scope }: { readonly id: string; readonly scope: string | undefined },
  { scopes }: ErasureReport,
  dryRun: boolean,
): string {
  const elsewhere = Object.keys(scopes).filter((each) => each !== (scope ?? ''))
  const remedy =
    elsewhere.length > 0
      ? `somebody of that id is known in ${elsewhere.map(nameScope).join(', ')}: ${elsewhere
          .map((each) => (each === '' ? 'leave --scope out' : `try --scope ${each}`))
          .join(', or ')}`
      : 'take id and scope as `author.id` and `author.scope` of an event have them, of mails the whole address and no scope'
  const mark = dryRun ? '' : '; should something of theirs still be under way, it goes out without the words'
  return `nothing is kept of "${id}" ${scope === undefined ? 'without a scope' : `in ${scope}`}: ${remedy}${mark}`
}

function nameScope(scope: string): string {
  return scope === '' ? 'no scope' : scope
}
