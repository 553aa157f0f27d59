import type { TraceLine } from '../../operations/read-trace.ts'
import { duration, localTime } from '../local-time.ts'
import { printable } from '../table.ts'

/** What the functions have logged of an event, a line each; nothing where nobody asked them. */
export function describeLog(
  log: readonly TraceLine[] | undefined,
  { id }: { readonly id: string },
): string[] {
  const own = log?.filter(({ event }) => event === id) ?? []
  if (own.length === 0) return []
  const traces = [...new Set(own.flatMap(({ trace }) => trace ?? []))]
  return [
    `log${traces.length === 0 ? '' : ` of trace ${traces.join(', ')}`}`,
    ...own.map(({ at, function: by, code, ms, reason, request }) =>
      printable(
        [
          `  ${localTime(at)} ${by} ${code}`,
          ...(ms === undefined ? [] : [`in ${duration(ms)}`]),
          ...(reason === undefined ? [] : [`(${reason})`]),
          ...(request === undefined ? [] : [`request ${request}`]),
        ].join(' '),
      ),
    ),
  ]
}
