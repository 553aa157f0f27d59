import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseEvents, type EventOptions } from '../../../../bin/cli/events/choose-events.ts'
import { operationsScene } from '../../../support/operations-scene.ts'

let told: string[]
beforeEach(() => {
  told = []
  vi.spyOn(console, 'error').mockImplementation((line) => told.push(String(line)))
})
afterEach(() => vi.restoreAllMocks())

/** It is noon of 2026-11-21, and seven days are kept. */
const choose = (options: EventOptions) => chooseEvents(options, operationsScene().ports)

describe('chooseEvents', () => {
  it('looks through a day until this moment, or until when is said', async () => {
    expect(await choose({})).toEqual({
      from: new Date('2026-11-20T12:00:00Z'),
      to: new Date('2026-11-21T12:01:00Z'),
    })
    expect(await choose({ to: '2d' })).toEqual({
      from: new Date('2026-11-18T12:00:00Z'),
      to: new Date('2026-11-19T12:00:00Z'),
    })
    expect(told).toEqual([])
  })

  it('takes every filter that something can meet', async () => {
    const filter = {
      state: ['parked'] as const,
      platform: ['email', 'facebook'],
      destination: ['crm', 'route'],
      kind: ['message.created'],
      conversation: ['c'],
    }
    expect(await choose({ ...filter, search: 'grün', from: '2h', to: '1h' })).toEqual({
      ...filter,
      text: 'grün',
      from: new Date('2026-11-21T10:00:00Z'),
      to: new Date('2026-11-21T11:00:00Z'),
    })
  })

  it.each([
    [{ platform: ['mime'] }, 'no platform "mime" here: of events from there it is "email"'],
    [{ platform: ['email', 'facebok'] }, 'no platform "facebok" here: take one of facebook, '],
    [
      { state: ['stuck'] },
      '--state takes one of delivered, on_the_way, parked, not_asked_for, given_up, not "stuck"',
    ],
    [{ destination: ['crm', 'crn'] }, 'no destination "crn": take one of route, crm, acd'],
    [{ kind: ['message'] }, '--kind takes one of message.created, '],
    [
      { conversation: ['facebook:4711_…'] },
      '--conversation is "facebook:4711_…", which is cut: --json shows',
    ],
    [{ from: '1h', to: '2h' }, '--from must be before --to, not "1h" and "2h"'],
    [{ from: '2999-01-01' }, '--from is "2999-01-01", which is still to come'],
    [{ from: 'tomorrow' }, '--from is "tomorrow": give a time such as'],
  ])('refuses %j, which nothing could meet', async (options, sentence) => {
    await expect(choose(options)).rejects.toThrow(sentence)
  })

  it.each([{ from: '8d' }, { from: '9d', to: '8d' }, { to: '8d' }])(
    'notes of %j that it is kept no more',
    async (options) => {
      await choose(options)
      expect(told).toEqual([
        'note: nothing is kept any more of before 2026-11-14T12:00Z: retention.archive is 7 days',
      ])
    },
  )
})
