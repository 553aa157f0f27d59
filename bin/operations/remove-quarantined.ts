import type { OperationsPorts } from './ports.ts'

/** Removes the note and then the bytes: without a note nobody finds them, and they expire by themselves. */
export async function removeQuarantined(
  key: string,
  { retained }: Pick<OperationsPorts, 'retained'>,
): Promise<void> {
  await retained.removeObject(`${key}.json`)
  await retained.removeObject(`${key}.body`)
}
