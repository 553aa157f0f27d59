/**
 * Like `Promise.all`, but fails only when nothing is under way any more: what is left behind would go on when the
 * function is thawed, and write over what others have written since.
 */
export async function settleAll<Value>(promises: Iterable<Promise<Value>>): Promise<Value[]> {
  const results = await Promise.allSettled(promises)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
