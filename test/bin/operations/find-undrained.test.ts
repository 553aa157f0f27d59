import { beforeEach, describe, expect, it } from 'vitest'
import { describeUndrained } from '../../../bin/cli/check-stack.ts'
import { findFullQueues, findUndrained } from '../../../bin/operations/find-undrained.ts'
import { nthEvent, operationsScene } from '../../support/operations-scene.ts'

let scene: ReturnType<typeof operationsScene>
beforeEach(() => {
  scene = operationsScene()
})

const level = { name: 'crm', waiting: 0, inFlight: 0, deadLetterQueue: 0 }
const withLevel = (change: Partial<typeof level>) => ({
  ...scene.ports,
  levels: async () => [
    { ...level, name: 'acd', waiting: 5 },
    { ...level, ...change },
  ],
})

describe('findUndrained', () => {
  it('lets a destination go that drains and that nothing waits for', async () => {
    expect(await findUndrained(['crm'], ['crm'], withLevel({}))).toEqual([])
  })

  it('asks nobody where no destination goes', async () => {
    const levels = () => Promise.reject(new Error('nobody was to be asked'))
    expect(await findUndrained([], [], { ...scene.ports, levels })).toEqual([])
  })

  it('holds one that events are routed to, though nothing waits this minute', async () => {
    expect(await findUndrained(['crm'], ['acd'], withLevel({}))).toMatchObject([
      { destination: 'crm', isRouted: true, waiting: 0, parked: 0 },
    ])
  })

  it.each([
    ['waiting', { waiting: 1 }, { waiting: 1 }],
    ['under way', { inFlight: 2 }, { waiting: 2 }],
    ['in the dead-letter queue', { deadLetterQueue: 3 }, { deadLetterQueue: 3 }],
  ])('holds one with messages %s', async (_where, change, found) => {
    expect(await findUndrained(['crm'], ['crm'], withLevel(change))).toMatchObject([found])
  })

  it('holds one that something is parked for, as the store says and not the deployment', async () => {
    await scene.park(nthEvent(1), { destination: 'gone' })
    expect(await findUndrained(['gone', 'crm'], ['gone', 'crm'], scene.ports)).toMatchObject([
      { destination: 'gone', parked: 1, waiting: 0 },
    ])
  })
})

describe('findFullQueues', () => {
  it('names the queues that something is in', async () => {
    expect(await findFullQueues(withLevel({}))).toMatchObject([{ name: 'acd' }])
    expect(await findFullQueues(withLevel({ deadLetterQueue: 1 }))).toHaveLength(2)
  })
})

describe('describeUndrained', () => {
  const nothing = { destination: 'crm', isRouted: false, waiting: 0, deadLetterQueue: 0, parked: 0 }

  it('says what is there and what to do, step by step', () => {
    const all = { ...nothing, isRouted: true, waiting: 4, deadLetterQueue: 1, parked: 2 }
    expect(describeUndrained(all, 'netzdialog.config.ts')).toBe(
      'netzdialog.config.ts: "crm" is deployed and missing here: events are routed to it, 4 messages are in its queue, 1 are in its dead-letter queue, 2 events are parked for it. ' +
        'Put it back, then set `draining: true` on it and deploy, then let its queue run empty, then see docs/operations.md#dead-letter-queue, then `netzdialog parked retry --destination crm`, or drop',
    )
  })

  it('asks for no step that is done', () => {
    expect(describeUndrained({ ...nothing, parked: 2 }, 'd.ts')).toBe(
      'd.ts: "crm" is deployed and missing here: 2 events are parked for it. Put it back, then `netzdialog parked retry --destination crm`, or drop',
    )
  })
})
