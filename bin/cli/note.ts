/** A sentence beside the answer, which scripts do not read. */
export function note(sentence: string): void {
  console.error(`note: ${sentence}`)
}
