import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chooseParked, type ParkedOptions, requireChoice } from '../../../bin/cli/choose-parked.ts'
import { apart, nthEvent, operationsScene } from '../../support/operations-scene.ts'

let told: string[]
let scene: ReturnType<typeof operationsScene>
beforeEach(async () => {
  told = []
  vi.spyOn(console, 'error').mockImplementation((line) => told.push(String(line)))
  scene = operationsScene()
  await scene.park(nthEvent(1), { reason: 'answered 422' }, 1)
  await scene.park(nthEvent(2, apart('a,b')), { reason: 'answered 400' }, 2)
  await scene.park(nthEvent(12), { code: 'redirect', reason: 'answered 301: …', destination: 'acd' }, 3)
})
afterEach(() => vi.restoreAllMocks())

const chosen = async (ids: string[], options: ParkedOptions) =>
  (await chooseParked(ids, options, scene.ports)).map(({ eventId }) => Number(eventId.slice(4)))

it.each<[string, ParkedOptions, number[]]>([
  ['one of two with the same code, by its status', { code: ['refused'], status: ['422'] }, [1]],
  ['one of two with the same code, by its reason', { reason: ['answered 400'] }, [2]],
  ['both of two codes', { code: ['refused', 'redirect'] }, [1, 2, 12]],
  ['a conversation with a comma', { conversation: ['a,b'] }, [2]],
])('chooses %s', async (_what, options, numbers) => {
  expect(await chosen([], options)).toEqual(numbers)
  expect(told).toEqual([])
})

it('notes of each value that nothing has it, also where another of them is met', async () => {
  expect(await chosen([], { status: ['422', '500'], code: ['refuse'] })).toEqual([])
  expect(told).toEqual([
    'note: nothing is there of the code "refuse", but of redirect, refused',
    'note: nothing is there of the status "500", but of 301, 400, 422',
  ])
})

it('takes the beginning of an id where it tells it from the others, and nothing where not', async () => {
  const id = nthEvent(2).id
  expect(await chosen([id.slice(0, -1).concat('2')], {})).toEqual([2])
  await expect(chosen(['evt_00'], {})).rejects.toThrow('"evt_00" begins several ids')
  await expect(chosen(['evt_9'], {})).rejects.toThrow('nothing is parked under evt_9: nothing was done')
  expect(await chosen(['evt_00'], { destination: ['acd'] })).toEqual([12])
})

it.each<[ParkedOptions, string]>([
  [{ conversation: ['email:1234…'] }, '--conversation is "email:1234…", which is cut: --json shows it whole'],
  [{ reason: ['answered 301: redir…'] }, '--reason is "answered 301: redir…", which is cut'],
  [{ destination: ['crm', 'crn'] }, 'no destination "crn": take one of route, crm, acd'],
])('refuses %j, which would find nothing', async (options, sentence) => {
  await expect(chosen([], options)).rejects.toThrow(sentence)
})

it.each<ParkedOptions>([{ status: ['422'] }, { reason: ['x'] }, { code: ['x'] }, { all: true }])(
  'holds %j for a choice, and no choice for none',
  (options) => {
    expect(() => requireChoice([], options)).not.toThrow()
    expect(() => requireChoice([], {})).toThrow('name ids, a filter such as --destination, or --all')
  },
)
