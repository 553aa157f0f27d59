/** The fastest of several rounds, in milliseconds a call: noise only ever adds. */
export async function fastest(rounds: number, calls: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    for (let call = 0; call < calls; call += 1) await work()
    best = Math.min(best, (performance.now() - start) / calls)
  }
  return best
}
