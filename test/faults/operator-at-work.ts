import type { Fault } from './havoc.ts'

/** Somebody erases people, has parked events tried again, and sends all again, while events come in. */
export const operatorAtWork: Fault = (_, rate) => ({
  async meanwhile({ until, away, operator }) {
    await until(0.2)
    await operator.erase()
    await operator.retry()
    await until(0.4)
    await operator.replay()
    await operator.erase()
    await until(0.6)
    await operator.retry()
    // What waits is not to bring back what was erased in the meantime.
    await away(() => operator.erase())
  },
  traffic: { rejected: 0.02 * rate, large: 0.01 * rate },
})
