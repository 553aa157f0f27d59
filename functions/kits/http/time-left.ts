const dayMs = 24 * 3600 * 1000
/** With less left it is time to act. */
const maxUrgentDays = 7

/** How long something lasts, in words, and whether that is long enough. */
export function timeLeft(until: Date, now: Date): { readonly ok: boolean; readonly words: string } {
  const days = Math.floor((until.getTime() - now.getTime()) / dayMs)
  if (days < 0) return { ok: false, words: `ended on ${until.toISOString().slice(0, 10)}` }
  return {
    ok: days >= maxUrgentDays,
    words: `ends in ${days === 1 ? '1 day' : `${days} days`}, on ${until.toISOString().slice(0, 10)}`,
  }
}
