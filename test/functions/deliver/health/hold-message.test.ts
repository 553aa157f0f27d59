import { describe, expect, it } from 'vitest'
import { holdMessage } from '../../../../functions/deliver/health/circuit-breaker.ts'
import { deliverScene } from '../../../support/deliver-scene.ts'

const at = '2026-11-20T12:00:00.000Z'
const failed = 'evt_1'

/** Held by a destination whose next probe is due now, and on which `evt_1` failed last. */
async function held(deduplicationId: string): Promise<boolean> {
  const { ports } = deliverScene()
  const row = { open: true, since: at, probeAt: at, probes: 3, reason: '', stoppedMs: 0, failures: [failed] }
  await ports.ledger.merge('breaker', 'crm', row)
  const message = {
    id: 'm',
    recordId: 'm',
    group: 'g',
    body: '',
    receiptHandle: 'h',
    deduplicationId,
    receiveCount: 9,
  }
  return (await holdMessage(message, ports)) !== undefined
}

describe('holdMessage', () => {
  it('lets go a message that may be the probe', async () => {
    expect(await held('evt_2')).toBe(false)
    expect(await held('evt_2#1')).toBe(false)
  })

  it('knows the event that failed last, in its replays too: another message is the better probe', async () => {
    expect(await held(failed)).toBe(true)
    expect(await held(`${failed}#2`)).toBe(true)
  })
})
