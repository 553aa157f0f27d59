import type { Clock } from '../../core/ports.ts'

const spanMs = 10_000

/** Counts what this function sends; nothing of it is shared or kept. */
export function observeRate(now: Clock) {
  let sent: number[] = []
  const lately = () => {
    const since = now().getTime() - spanMs
    sent = sent.filter((at) => at > since)
    return sent
  }
  return {
    sending(): void {
      lately().push(now().getTime())
    },
    observedPerSecond(): number {
      const [first, ...others] = lately()
      if (first === undefined) return 0
      const seconds = Math.max(1, (now().getTime() - first) / 1000)
      return (1 + others.length) / seconds
    },
  }
}
