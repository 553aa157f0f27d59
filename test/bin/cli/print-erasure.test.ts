import { describe, expect, it } from 'vitest'
import { describeErasure, describeNobody, erasureObject, isFound } from '../../../bin/cli/print-erasure.ts'

const nothing = {
  archived: 0,
  parked: 0,
  bodies: 0,
  quarantined: 0,
  attachments: 0,
  others: 0,
  unreadable: 0,
  scopes: {},
}

describe('netzdialog erase', () => {
  it('lists in a dry run in which scopes the id is known', () => {
    const report = { ...nothing, archived: 2, others: 1, scopes: { twitter: 2, 'facebook:1': 1 } }
    expect(isFound(report)).toBe(true)
    expect(describeErasure(report, true)).toBe(
      'would remove: 2 archived, 0 parked, 0 large, 0 in quarantine, 0 attachments; taken out of 1 of others\n' +
        'that id is known in: twitter (2), facebook:1 (1)',
    )
  })

  it.each([
    [1, true, 'would_erase'],
    [1, false, 'erased'],
    [0, true, 'nothing_kept'],
  ])('names an outcome for machines (%i found, dry run: %s)', (archived, dryRun, outcome) => {
    expect(erasureObject({ ...nothing, archived }, dryRun)).toMatchObject({ outcome, archived })
  })

  it.each([
    [{ twitter: 1 }, undefined, 'try --scope twitter'],
    [{ '': 1 }, 'facebook', 'leave --scope out'],
    [{}, undefined, 'of mails the whole address and no scope'],
  ])('says what to try where nobody is found (known in %j, scope %s)', (scopes, scope, remedy) => {
    expect(isFound({ ...nothing, scopes })).toBe(false)
    expect(describeNobody({ id: '77', scope }, { ...nothing, scopes }, false)).toContain(remedy)
  })
})
