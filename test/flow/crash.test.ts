import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Moment } from '../support/call-proxy.ts'
import { flowStand } from '../support/flow-stand.ts'
import { killSwitch, type Step } from '../support/kill-switch.ts'
import { describeThorough } from '../support/thorough.ts'

const proxy = killSwitch()
let stand: Awaited<ReturnType<typeof flowStand>>
let undisturbed: Step[]
let number = 0

function comment() {
  number += 1
  const created_time = 1_795_262_400 + number
  return {
    object: 'page',
    entry: [
      {
        id: '4711',
        time: created_time,
        changes: [
          {
            field: 'feed',
            value: {
              item: 'comment',
              verb: 'add',
              post_id: `4711_${number}`,
              comment_id: `${number}_1`,
              parent_id: `4711_${number}`,
              from: { id: '991', name: 'Änne Grün' },
              message: `Hilfe Nummer ${number} 🚚`,
              created_time,
            },
          },
        ],
      },
    ],
  }
}

/** Reads that are asked for at the same time go together or not: a step need not come to be in each run. */
const maxRuns = 20

/** Sends comments until a function was killed at that step. */
async function kill(step: Step, moment: Moment) {
  let outcome = await run(step, moment)
  for (let runs = 1; !outcome.killed && runs < maxRuns; runs += 1) outcome = await run(step, moment)
  return outcome
}

/** Sends one comment, as a platform would until it has its 200, and waits until nothing is under way. */
async function run(step: Step | undefined, moment: Moment) {
  const { receiver } = stand
  receiver.arrivals.length = 0
  proxy.arm(step, moment)
  const payload = comment()
  while ((await stand.post(payload)) !== 200);
  await stand.settled()
  return { killed: proxy.killed(), steps: [...proxy.steps], arrivals: [...receiver.arrivals] }
}

beforeAll(async () => {
  // What a killed function has claimed is free again after the time-out and two seconds.
  stand = await flowStand({ disturb: proxy.disturb, timeoutSeconds: 1 })
  undisturbed = (await run(undefined, 'before')).steps
})

afterAll(() => stand.stop())

describe('a function killed in mid-flow', () => {
  it('passes every stage when nothing is killed', () => {
    const callers = new Set(undisturbed.map(({ caller }) => caller))
    expect([...callers]).toEqual(['ingest-facebook', 'route', 'deliver-crm'])
    expect(undisturbed.filter(({ call }) => call === 'crm POST')).toHaveLength(1)
  })

  describeThorough('a function killed at each of its calls', () => {
    it.each<Moment>(['before', 'after'])(
      'loses nothing and repeats nothing that the ledger knew, killed %s it',
      async (moment) => {
        const delivering = undisturbed.filter(({ caller }) => caller === 'deliver-crm')
        const sent = delivering.findIndex(({ call }) => call === 'crm POST')
        const written = delivering[sent + 1]
        expect(written).toMatchObject({ call: 'dynamodb UpdateItem' })
        for (const step of undisturbed) {
          const { killed, arrivals } = await kill(step, moment)
          const where = `killed ${moment} ${step.call} ${step.at} of ${step.caller}`
          // Between the CRM's answer and the ledger's, nobody can know: the idempotency key is what is left.
          const unknowable = step === (moment === 'after' ? delivering[sent] : written)
          expect(killed, where).toBe(true)
          expect(new Set(arrivals.map(({ id }) => id)).size, where).toBe(1)
          expect(arrivals.length, where).toBe(unknowable ? 2 : 1)
        }
      },
      240_000,
    )
  })
})
