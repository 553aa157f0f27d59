/** Compares by a text whose characters are in the order of what they say: times of RFC 3339, ids. */
export function byText<Item>(textOf: (item: Item) => string): (one: Item, other: Item) => number {
  return (one, other) => {
    const [left, right] = [textOf(one), textOf(other)]
    if (left === right) return 0
    return left < right ? -1 : 1
  }
}
