import type { Ledger, Row } from '../core/ledger.ts'

/** Keys under which any of an event's files is stored, or was about to be. */
export function fileKeys({ files = {}, objects = new Set() }: Row<'attachments'>): Set<string> {
  const keys = Object.values(files).flatMap(({ key }) => key ?? [])
  return new Set([...keys, ...objects])
}

/**
 * Removes what has been stored of an event's files, and then what the ledger says of them: names, keys and hashes. Of the
 * row that it was told stays, so that nothing is fetched and told anew; what another function writes meanwhile goes, too.
 *
 * @param remove takes an object out of the store, which may not be there any more
 */
export async function forgetFiles(
  eventId: string,
  ledger: Pick<Ledger, 'read' | 'replace'>,
  remove: (key: string) => Promise<void>,
): Promise<void> {
  for (;;) {
    const row = await ledger.read('attachments', eventId)
    if (!row || (row.files === undefined && row.objects === undefined)) return
    for (const key of fileKeys(row)) await remove(key)
    const rest = row.toldAt === undefined ? {} : { toldAt: row.toldAt }
    await ledger.replace('attachments', eventId, rest, row)
  }
}
