import type { OperationsPorts } from './ports.ts'

/** Removes the note and then the bytes: without a note nobody finds them, and they expire by themselves. */
export async function removeQuarantined(
  key: string,
  { shelves }: Pick<OperationsPorts, 'shelves'>,
): Promise<void> {
  await shelves.removeObject(`${key}.json`)
  await shelves.removeObject(`${key}.body`)
}
