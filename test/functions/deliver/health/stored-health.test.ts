import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowedPerSecond } from '../../../../functions/deliver/health/adaptive-rate.ts'
import { admit } from '../../../../functions/deliver/health/circuit-breaker.ts'
import { type Health, type HealthPorts, readHealth } from '../../../../functions/deliver/health/health.ts'
import {
  recordFailure,
  recordSuccess,
  recordThrottling,
} from '../../../../functions/deliver/health/stop-destination.ts'
import { deployment } from '../../../../schemas/deployment.ts'
import { startAws } from '../../../support/aws.ts'
import { recordingTelemetry } from '../../../support/memory-ports.ts'

const { retention } = deployment.parse({
  platforms: { facebook: {} },
  destinations: [{ name: 'crm', adapter: 'webhook' }],
  routing: { rules: [{ to: ['crm'] }] },
})
const at = '2026-11-20T12:00:00.000Z'
const later = '2026-11-20T12:10:00.000Z'
const key = { pk: 'breaker#crm', sk: 'breaker' }

/** A stopped destination that throttles, with the names of release 0.1.0: written out, for no code may write them otherwise. */
const stored = {
  open: true,
  since: at,
  probeAt: at,
  probes: 1,
  reason: 'answered 429',
  stoppedMs: 0,
  failures: ['evt_1'],
  failedAt: at,
  quietUntil: later,
  perSecond: 2.5,
  perSecondAt: at,
  perSecondBefore: 10,
  version: 7,
  expiresAt: 1_900_000_000,
}
/** All that a function of release 0.1.0 reads of the row, and replaces. */
const known = [...Object.keys(stored), 'few', 'probingUntil', 'answeredAt', 'pk', 'sk']

let aws: Awaited<ReturnType<typeof startAws>>
let dynamodb: DynamoDBClient
let ports: HealthPorts
let time = Date.parse(at)

beforeAll(async () => {
  aws = await startAws()
  dynamodb = new DynamoDBClient()
  const { dynamoLedger } = await import('../../../../functions/aws/dynamo-ledger.ts')
  const now = () => new Date(time)
  ports = {
    config: { name: 'crm', timeoutSeconds: 20, concurrency: 5 },
    adapter: { limits: {} },
    ledger: dynamoLedger(aws.table, retention, now),
    telemetry: recordingTelemetry().telemetry,
    now,
    random: () => 0.5,
    retryCapSeconds: 900,
  }
}, 30_000)
afterAll(async () => {
  dynamodb.destroy()
  await aws.stop()
})

async function readStored(): Promise<Health | undefined> {
  time = Date.parse(at)
  await dynamodb.send(new PutItemCommand({ TableName: aws.table, Item: marshall({ ...key, ...stored }) }))
  return readHealth(ports)
}

async function namesInTable(): Promise<string[]> {
  const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: aws.table, Key: marshall(key) }))
  return Object.keys(unmarshall(Item))
}

async function attempt(eventId: string) {
  const waiting = { eventId, receiveCount: 9, sentAt: new Date(at) }
  const admission = await admit(waiting, await readHealth(ports), ports)
  if (!admission.admitted) throw new Error(`held for ${admission.afterSeconds} seconds`)
  const startedAt = new Date(time)
  return { event: { id: eventId }, sentAt: waiting.sentAt, startedAt, before: undefined, admission }
}

describe('the health that release 0.1.0 has written of a destination', () => {
  it('holds messages until the destination wants requests again, and paces them as before', async () => {
    const health = await readStored()
    expect(allowedPerSecond(health, ports)).toBe(2.5)
    const waiting = { eventId: 'evt_2', receiveCount: 9, sentAt: new Date(at) }
    expect(await admit(waiting, health, ports)).toMatchObject({ admitted: false })
    time = Date.parse(later)
    expect(await admit(waiting, health, ports)).toMatchObject({ admitted: true, probe: true })
  })

  it('is changed to what a function of that release can read, while a deployment is under way', async () => {
    await readStored()
    time = Date.parse(later)
    const pacer = { observedPerSecond: () => 4 }
    await recordSuccess(await attempt('evt_2'), ports)
    expect(await readHealth(ports)).toMatchObject({ open: false, perSecond: 2.5, answeredAt: later })
    time += 1000
    const told = { reason: 'answered 429', afterSeconds: 60 }
    await recordThrottling(await attempt('evt_3'), told, { ...ports, pacer })
    expect(await readHealth(ports)).toMatchObject({
      perSecond: 1.25,
      quietUntil: '2026-11-20T12:11:01.000Z',
    })
    for (const id of ['evt_4', 'evt_5', 'evt_6', 'evt_7']) {
      time += 61_000
      await recordFailure(await attempt(id), 'answered 500', ports)
    }
    expect(await readHealth(ports)).toMatchObject({ open: true, failures: expect.arrayContaining(['evt_7']) })
    expect((await namesInTable()).filter((name) => !known.includes(name))).toEqual([])
  })
})
