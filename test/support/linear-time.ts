type Reader = (text: string) => unknown

/** Below this many milliseconds of processor time, nothing is said of how it grows. */
const floor = 20
/** Four times the text may take four times as long; a square takes sixteen times. */
const maxGrowth = 9

export interface Growth {
  readonly size: number
  /** How many times longer it takes for four times the text. */
  readonly growth: number
}

/** Small texts come close together, so that a reader that takes for ever is found before it does. */
const shares = [1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1, 0.5]

/**
 * Whether a reader takes longer than one could that is linear in the length of its text. Only the processor time of this
 * thread counts, one size against another, and only what shows three times at each of two sizes that follow one another: a
 * loaded machine, or the compiler that takes its time with a new function, changes nothing.
 *
 * @param textOf a text of so many characters
 */
export async function superLinearGrowth(
  read: Reader,
  textOf: (size: number) => string,
  size: number,
): Promise<Growth | undefined> {
  let before: Growth | undefined
  for (const share of shares) {
    const at = Math.ceil(size / share)
    if ((await timeOf(read, textOf(at))) < floor) {
      before = undefined
      continue
    }
    const growths: number[] = []
    for (let run = 0; run < 3; run++) {
      const quarter = await timeOf(read, textOf(Math.ceil(at / 4)))
      growths.push((await timeOf(read, textOf(at))) / Math.max(quarter, 0.5))
      if ((growths.at(-1) ?? 0) <= maxGrowth) break
    }
    const growth = Math.min(...growths)
    if (growth > maxGrowth && before) return before
    before = growth > maxGrowth ? { size: at, growth: Math.round(growth) } : undefined
  }
  return undefined
}

/** Milliseconds of processor time of this thread. */
async function timeOf(read: Reader, text: string): Promise<number> {
  const before = process.threadCpuUsage()
  await read(text)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
