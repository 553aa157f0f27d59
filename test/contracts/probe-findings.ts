import type { DestinationAdapter, ProbeContext, ProbeFinding } from '../../functions/contracts/destination.ts'

/** What the adapter's probe finds. @throws where it has none */
export async function probeFindings<Settings>(
  { name, operator }: DestinationAdapter<Settings>,
  context: ProbeContext<Settings>,
): Promise<ProbeFinding[]> {
  const findings = await (await operator?.())?.probe?.(context)
  if (!findings) throw new Error(`${name} has no probe`)
  return findings
}
