import type { Call, Moment } from '../support/call-proxy.ts'
import type { Fault } from './havoc.ts'

const calmCalls = 120
const maxKills = 24

/** The function that makes a call dies before it goes through, or after; each kind of call in its turn. */
export const killed =
  (moment: Moment): Fault =>
  (dice, rate) => {
    const kills = new Map<string, number>()
    let killed = 0
    let calm = dice.between(1, calmCalls)
    /** None of the kinds seen so far has been struck less often. */
    const isDue = (kind: string) => (kills.get(kind) ?? 0) === Math.min(...kills.values())
    return {
      disturb({ caller, service, operation }: Call) {
        const kind = `${caller} ${service} ${operation}`
        if (!kills.has(kind)) kills.set(kind, 0)
        calm -= 1
        if (calm > 0 || killed >= maxKills * rate || !isDue(kind)) return undefined
        kills.set(kind, (kills.get(kind) ?? 0) + 1)
        killed += 1
        calm = dice.between(1, 2 * calmCalls)
        return { does: 'kill', moment }
      },
    }
  }
