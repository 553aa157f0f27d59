import { erasePerson } from '../operations/erase-person.ts'
import { print } from './print.ts'
import { type SiteOptions, withSite } from './with-site.ts'

export interface EraseOptions extends SiteOptions {
  readonly id: string
  readonly scope?: string
  readonly dryRun?: boolean
}

/** Removes what is kept of a person's words. */
export function erase({ id, scope, dryRun = false, ...options }: EraseOptions): Promise<void> {
  return withSite(options, async (ports) => {
    const person = { id, ...(scope !== undefined && { scope }) }
    const report = await erasePerson(person, ports, { dryRun })
    if (options.json) return print(JSON.stringify(report))
    const { archived, parked, attachments, unreadable } = report
    print(
      `${dryRun ? 'would remove' : 'removed'}: ${archived} archived, ${parked} parked, ${attachments} attachments`,
    )
    if (unreadable > 0)
      print(`${unreadable} could not be read: see \`netzdialog parked list\`, or wait until they expire`)
    if (!dryRun)
      print(
        'what still waits goes out without the words and the name; what destinations have they must erase',
      )
  })
}
