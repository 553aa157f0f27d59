import { describe, expect, it } from 'vitest'
import type { ConnectionCheck } from '../../../functions/contracts/platform-operator.ts'
import { Misconfigured } from '../../../functions/core/errors.ts'
import type { Connection } from '../../../functions/watch/open-connection.ts'
import { watchConnection } from '../../../functions/watch/watch-connection.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

const now = () => new Date('2026-11-30T10:20:00Z')
const inDays = (count: number) => new Date(now().getTime() + count * 24 * 3_600_000).toISOString()

const fine: ConnectionCheck = { about: 'webhook', ok: true, message: 'it stands' }
const broken: ConnectionCheck = { about: 'subscription', ok: false, message: 'page 4711 is not installed' }
const unanswered: ConnectionCheck = {
  about: 'webhook',
  ok: false,
  unknown: 'unanswered',
  message: 'Meta does not answer (ETIMEDOUT)',
}
const needs: ConnectionCheck = { about: 'webhook', ok: false, unknown: 'needs', message: 'it takes a key' }
const ending: ConnectionCheck = { about: 'token', ok: false, message: 'it ends', breaksAt: inDays(2.5) }
const later: ConnectionCheck = { about: 'token', ok: true, message: 'it ends later', breaksAt: inDays(60) }
const ended: ConnectionCheck = { about: 'token', ok: false, message: 'it ended', breaksAt: inDays(-3) }

type Opened = Connection | { readonly wrong: string } | undefined

async function watch(open: () => Promise<Opened>, mends = false) {
  const recorded = recordingTelemetry()
  await watchConnection({ platform: 'facebook', open, mends }, { ...recorded, now })
  return {
    levels: Object.fromEntries(recorded.levels),
    lines: recorded.lines.map(({ code, fields }) => `${code}: ${fields['finding'] ?? fields['code']}`),
  }
}
const looking = (...checks: ConnectionCheck[]) => watch(async () => ({ check: async () => checks }))

describe('the watch of a connection', () => {
  it('says that nothing is broken where all stands, and when the first of it ends', async () => {
    expect(await looking(fine, later)).toEqual({
      levels: {
        'ConnectionUnknown-facebook': 0,
        'ConnectionBroken-facebook': 0,
        'ConnectionDaysLeft-facebook': 60,
      },
      lines: [],
    })
  })

  it('tells what is broken from what is about to end: only the one wakes somebody up', async () => {
    expect(await looking(fine, broken)).toEqual({
      levels: { 'ConnectionUnknown-facebook': 0, 'ConnectionBroken-facebook': 1 },
      lines: ['connection_broken: page 4711 is not installed'],
    })
    expect(await looking(fine, later, ending)).toEqual({
      levels: {
        'ConnectionUnknown-facebook': 0,
        'ConnectionBroken-facebook': 0,
        'ConnectionDaysLeft-facebook': 2,
      },
      lines: ['connection_ending: it ends'],
    })
    expect((await looking(ended)).levels).toMatchObject({
      'ConnectionBroken-facebook': 1,
      'ConnectionDaysLeft-facebook': 0,
    })
  })

  it('gives no good news where it had no answer, and bad news all the same', async () => {
    expect(await looking(fine, unanswered)).toEqual({
      levels: { 'ConnectionUnknown-facebook': 1 },
      lines: ['connection_unknown: Meta does not answer (ETIMEDOUT)'],
    })
    expect((await looking(broken, unanswered)).levels).toEqual({
      'ConnectionUnknown-facebook': 1,
      'ConnectionBroken-facebook': 1,
    })
  })

  it('says what it has not looked at for want of keys, and counts nothing of it', async () => {
    expect(await looking(needs)).toEqual({ levels: {}, lines: ['connection_not_looked_at: it takes a key'] })
    expect((await looking(fine, needs)).levels).toEqual({
      'ConnectionUnknown-facebook': 0,
      'ConnectionBroken-facebook': 0,
    })
    expect(await watch(async () => undefined)).toMatchObject({ levels: {} })
    expect(await watch(async () => ({ wrong: 'pages: must be a list' }))).toEqual({
      levels: {},
      lines: [
        'connection_not_looked_at: the credentials in its secret are not as they have to be: pages: must be a list',
      ],
    })
  })

  it('counts what it could not look at for a fault, by its code alone', async () => {
    const secret = async () => {
      throw new Misconfigured('secret_invalid', 'the secret lacks appSecrets of Anne')
    }
    expect(await watch(async () => ({ check: secret }))).toEqual({
      levels: { 'ConnectionUnknown-facebook': 1 },
      lines: ['connection_unknown: secret_invalid'],
    })
    expect((await watch(secret)).levels).toEqual({ 'ConnectionUnknown-facebook': 1 })
  })
})

describe('the watch that may mend', () => {
  function scene(takesAway: boolean, fault?: string) {
    const state = { isBroken: true, runs: 0 }
    const mend = {
      will: 'install the app',
      takesAway,
      async run() {
        state.runs += 1
        if (fault !== undefined) throw new Error(fault)
        state.isBroken = false
      },
    }
    const check = async () => (state.isBroken ? [{ ...broken, mend }] : [fine])
    return { state, open: async () => ({ check }) }
  }

  it('puts right what is broken, says so, and looks again', async () => {
    const { state, open } = scene(false)
    expect(await watch(open, true)).toEqual({
      levels: { 'ConnectionUnknown-facebook': 0, 'ConnectionBroken-facebook': 0 },
      lines: ['connection_mended: install the app'],
    })
    expect(state.runs).toBe(1)
  })

  it('takes nothing away from anybody, for that is for a person to decide', async () => {
    const { state, open } = scene(true)
    expect((await watch(open, true)).levels).toMatchObject({ 'ConnectionBroken-facebook': 1 })
    expect(state.runs).toBe(0)
  })

  it('mends nothing where the operator has not allowed it', async () => {
    const { state, open } = scene(false)
    expect((await watch(open, false)).levels).toMatchObject({ 'ConnectionBroken-facebook': 1 })
    expect(state.runs).toBe(0)
  })

  it('says why where it does not succeed, and what stays broken', async () => {
    const { open } = scene(false, 'Meta answers 403: the token lacks a permission (code 200)')
    const { levels, lines } = await watch(open, true)
    expect(levels).toMatchObject({ 'ConnectionBroken-facebook': 1 })
    expect(lines).toEqual([
      'connection_not_mended: install the app: Meta answers 403: the token lacks a permission (code 200)',
      'connection_broken: page 4711 is not installed',
    ])
  })
})
