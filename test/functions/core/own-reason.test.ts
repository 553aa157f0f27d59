import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownReason } from '../../../functions/core/own-reason.ts'
import { hashTerm } from '../../../functions/core/person-terms.ts'
import { withhold } from '../../../functions/core/withhold.ts'
import { withholdErased } from '../../../functions/core/withhold-erased.ts'
import { withholdPerson } from '../../../functions/core/withhold-person.ts'
import { withholdTakenBack } from '../../../functions/core/withhold-taken-back.ts'
import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import { customer, directMessage, page, reaction } from '../../support/contact-events.ts'
import { memoryLedger } from '../../support/memory-ports.ts'

const anne = customer('anne')
const message = directMessage('m1', anne)
const own = (words: string) => ({
  work: { effect: 'open' as const, key: 'facebook:4711', reopen: true, reason: ownReason(words) },
  extensions: { said: { of: [words] } },
})
const event: RoutedEvent = { ...message, ...own('my words') }
const nobody = {
  author: false,
  actor: false,
  concerns: false,
  later: false,
  isErased: () => false,
  names: () => false,
}

describe('what functions of one’s own have put into an event', () => {
  it.each(['deleted', 'edited', 'erased'] as const)('goes with words that are %s', (why) => {
    for (const each of [event, { ...event, ...reaction(message, anne), ...own('my words') }])
      expect(JSON.stringify(withhold(each, why))).not.toContain('my words')
    expect(withhold(event, why).work).toEqual({ ...event.work, reason: 'as decide says' })
  })

  it('goes with whatever is withheld of an event for a person who was erased, whoever that is in it', () => {
    const relation = fc.record({
      author: fc.boolean(),
      actor: fc.boolean(),
      concerns: fc.boolean(),
      later: fc.constant(false),
    })
    fc.assert(
      fc.property(relation, fc.constantFrom(anne, page), (related, by) => {
        const before: RoutedEvent = { ...directMessage('m1', by), ...own('my words') }
        const after = withholdPerson(before, { ...nobody, ...related })
        const isUntouched = !related.author && !related.actor && !related.concerns
        expect(JSON.stringify(after).includes('my words')).toBe(isUntouched)
      }),
    )
  })

  it('goes where it names somebody who was erased, in a text or as a name', () => {
    const names = (term: string) => term === 'cleo winter'
    for (const words of ['asked for Cleo Winter', 'as decided'])
      for (const extensions of [{ said: { of: [words] } }, { said: { [words]: 1 } }]) {
        const after = withholdPerson({ ...event, ...own('none'), extensions }, { ...nobody, names })
        expect(after.extensions).toEqual(words.includes('Cleo') ? undefined : extensions)
      }
    const after = withholdPerson({ ...event, ...own('Cleo Winter') }, { ...nobody, names })
    expect(after.work.reason).toBe('as decide says')
  })

  it('stays with what comes later of a person who was erased, unless something of before goes', () => {
    const later = { ...nobody, author: true, later: true }
    expect(withholdPerson(event, later).extensions).toEqual(event.extensions)
    const quoting = {
      ...event,
      message: { ...message.message, id: 'facebook:m1', attachments: [], quoted: 'x' },
    }
    expect(withholdPerson(quoting, later)).not.toHaveProperty('extensions')
  })

  it('goes out with nothing that was deleted or erased while it waited', async () => {
    const { ledger, rows } = memoryLedger()
    expect(await withholdTakenBack(event, ledger)).toEqual(event)
    rows.set('message#facebook:m1', { deletedAt: '2026-11-20T09:00:00.000Z' })
    expect(JSON.stringify(await withholdTakenBack(event, ledger))).not.toContain('my words')
  })

  it('is looked for also in an event that has no words of its own', async () => {
    const { ledger } = memoryLedger()
    const bare = { ...event, message: { id: 'facebook:m1', attachments: [] } }
    const { author: _, ...authorless } = bare
    await ledger.merge('message', 'facebook:m1', { author: { id: 'anne', role: 'customer' } })
    const erased = { erasedAt: '2026-11-21T00:00:00.000Z', terms: new Set([hashTerm('anne')]) }
    const after = await withholdErased(authorless, ledger, async () => erased)
    expect(JSON.stringify(after)).not.toContain('my words')
  })
})
