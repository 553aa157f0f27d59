const minuteMs = 60_000

/**
 * A time as people of this machine read it, and as `--from` and `--to` take it: `2026-11-21T20:43:05+01:00`.
 *
 * @param time RFC 3339
 */
export function localTime(time: string): string {
  const at = new Date(time)
  if (Number.isNaN(at.getTime())) return time
  const offset = -at.getTimezoneOffset()
  const local = new Date(at.getTime() + offset * minuteMs)
    .toISOString()
    .slice(0, '2026-11-21T20:43:05'.length)
  const sign = offset < 0 ? '-' : '+'
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  const two = (count: number) => String(count).padStart(2, '0')
  return `${local}${sign}${two(hours)}:${two(minutes)}`
}

/** Milliseconds as people read them: `340 ms`, `4.1 s`, `3 min`, `5 h`, `2 d`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min`
  return ms < 172_800_000 ? `${Math.floor(ms / 3_600_000)} h` : `${Math.floor(ms / 86_400_000)} d`
}
