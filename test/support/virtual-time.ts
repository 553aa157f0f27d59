/** Time that passes only when everything waits; what waits is woken in order. */
export function virtualTime(start = Date.parse('2026-11-20T12:00:00.000Z')) {
  let time = start
  let timers: { at: number; wake: () => void }[] = []
  return {
    now: () => new Date(time),
    elapsed: () => time - start,
    sleep: (ms: number): Promise<void> =>
      new Promise((wake) => timers.push({ at: time + Math.max(0, ms), wake })),
    /** Until nothing waits any more. */
    async run(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve))
        const next = timers.toSorted((one, other) => one.at - other.at)[0]
        if (!next) return
        time = Math.max(time, next.at)
        timers = timers.filter((timer) => timer !== next)
        next.wake()
      }
    },
  }
}
