import type { ConsolePorts } from './console-ports.ts'

const hourMs = 3_600_000

/**
 * Until when to look for a conversation, so that one that has ended is found without going through what came since: its
 * newest message happened then, as its row says, or was received then, as the page says that led here. What came an hour
 * and more behind that, late, is looked for when it is asked for.
 */
export async function readEnd(
  conversation: string,
  seen: string | undefined,
  { from, to }: { readonly from: Date; readonly to: Date },
  { ledger }: Pick<ConsolePorts['site'], 'ledger'>,
): Promise<Date> {
  const { newestAt } = (await ledger.read('conversation', conversation)) ?? {}
  const known = [newestAt, seen].map((at) => Date.parse(at ?? '')).filter((at) => !Number.isNaN(at))
  if (known.length === 0) return to
  const end = Math.max(...known) + hourMs
  return new Date(Math.min(to.getTime(), Math.max(from.getTime(), end)))
}
