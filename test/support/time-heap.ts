/** Values by time, the earliest first; those of the same time in the order in which they came. */
export function timeHeap<Value>() {
  const entries: { at: number; order: number; value: Value }[] = []
  let order = 0

  const isBefore = (one: number, other: number): boolean => {
    const [a, b] = [entries[one], entries[other]]
    if (!a || !b) return false
    return a.at < b.at || (a.at === b.at && a.order < b.order)
  }
  const swap = (one: number, other: number): void => {
    const [a, b] = [entries[one], entries[other]]
    if (a && b) [entries[one], entries[other]] = [b, a]
  }

  return {
    nextAt: (): number => entries[0]?.at ?? Number.POSITIVE_INFINITY,
    push(at: number, value: Value): void {
      entries.push({ at, order: order++, value })
      for (let child = entries.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1
        if (!isBefore(child, parent)) return
        swap(child, parent)
        child = parent
      }
    },
    pop(): Value | undefined {
      const first = entries[0]
      const last = entries.pop()
      if (!first || !last || entries.length === 0) return first?.value
      entries[0] = last
      for (let parent = 0; ; ) {
        const left = 2 * parent + 1
        const child = isBefore(left + 1, left) ? left + 1 : left
        if (!isBefore(child, parent)) return first.value
        swap(child, parent)
        parent = child
      }
    },
  }
}
