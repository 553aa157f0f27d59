import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { describe, expect, it } from 'vitest'
import { itemKey } from '../../../functions/aws/dynamo-ledger.ts'
import type { Ledger, RowKind } from '../../../functions/core/ledger.ts'
import { parkUnhandled } from '../../../functions/core/park-unhandled.ts'
import { deliverEvent, wasSettled } from '../../../functions/deliver/deliver-event.ts'
import { deliverReads, deliverWrites } from '../../../lib/ledger-rows.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'
import { deliverScene, queued } from '../../support/deliver-scene.ts'

/** As IAM's `StringLike` matches. */
function isAllowed(patterns: readonly string[], kind: RowKind, key: string): boolean {
  const { pk } = unmarshall(itemKey(kind, key))
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? String(pk).startsWith(pattern.slice(0, -1)) : pk === pattern,
  )
}

/** A ledger that says what it was asked for. */
function watched(ledger: Ledger) {
  const read: [RowKind, string][] = []
  const written: [RowKind, string][] = []
  const wrapped: Ledger = {
    read(kind, key) {
      read.push([kind, key])
      return ledger.read(kind, key)
    },
    merge(kind, key, fields, sets) {
      written.push([kind, key])
      return ledger.merge(kind, key, fields, sets)
    },
    replace(kind, key, row, before) {
      written.push([kind, key])
      return ledger.replace(kind, key, row, before)
    },
  }
  return { wrapped, read, written }
}

describe('a deliver function', () => {
  it.each([
    ['delivered', { status: 'delivered', remote: { ticket: 'T-1', message: 'A-1' } }],
    ['refused for good', { status: 'rejected', code: 'no', reason: 'no' }],
    ['to be sent again', { status: 'retry', reason: '429', throttled: true }],
    ['not to be reached', { status: 'retry', reason: 'away', scope: 'destination' }],
  ] as const)('reads and writes only rows that its role allows: %s', async (_what, outcome) => {
    const scene = deliverScene({ answers: [outcome] })
    const { wrapped, read, written } = watched(scene.ports.ledger)
    const ports = { ...scene.ports, ledger: wrapped }
    for (const event of [
      routedEvent(),
      routedMail(),
      { ...routedEvent(), work: { ...routedEvent().work, key: 'x'.repeat(1100) } },
    ]) {
      await deliverEvent({ event, generation: 1, receiveCount: 3 }, ports)
      await wasSettled(queued(event), ports)
      await parkUnhandled(ports, 'crm', queued(event), 'keeps_failing')
    }
    expect(written.length).toBeGreaterThan(3)
    expect(read.filter(([kind, key]) => !isAllowed(deliverReads('crm'), kind, key))).toEqual([])
    expect(written.filter(([kind, key]) => !isAllowed(deliverWrites('crm'), kind, key))).toEqual([])
  })

  it('has the right to every kind of row that its code names', () => {
    const folders = ['functions/deliver', 'functions/deliver/health', 'functions/core']
    const sources = folders.flatMap((folder) =>
      readdirSync(resolve(folder))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(join(resolve(folder), file), 'utf8')),
    )
    const calls = sources.flatMap((source) => [
      ...source.matchAll(/ledger\.(read|merge|replace)\(\s*'([a-z]+)'/g),
    ])
    expect(calls.length).toBeGreaterThan(20)
    for (const [, call, kind = ''] of calls) {
      const patterns = call === 'read' ? deliverReads('crm') : deliverWrites('crm')
      expect(patterns.map((pattern) => pattern.split('#')[0])).toContain(kind)
    }
  })

  it('has no right to what another destination was sent, nor to its queue’s health', () => {
    for (const [kind, key] of [
      ['delivery', 'acd#evt_1'],
      ['ticket', 'acd#work'],
      ['breaker', 'acd'],
      ['parked', 'acd#evt_1'],
      ['delivery', 'crm-2#evt_1'],
      ['work', 'key'],
    ] as const)
      expect([kind, key, isAllowed(deliverReads('crm'), kind, key)]).toEqual([kind, key, false])
    for (const kind of ['message', 'conversation', 'suppression', 'processed'] as const)
      expect(isAllowed(deliverWrites('crm'), kind, 'any')).toBe(false)
  })
})
