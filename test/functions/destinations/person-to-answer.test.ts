import { describe, expect, it } from 'vitest'
import { personToAnswer } from '../../../functions/kits/delivery/person-address.ts'
import { routedEvent } from '../../contracts/routed-event.ts'

const author = { role: 'customer' as const, id: 'formular@bar.test', email: 'formular@bar.test' }
const replyTo = { email: 'hannes@kunde.test', name: 'Hannes' }

describe('who is to be answered', () => {
  it('is whom the mail names for that', () => {
    expect(personToAnswer(routedEvent({ direction: 'inbound', author, replyTo }))).toEqual({
      role: 'customer',
      id: 'hannes@kunde.test',
      ...replyTo,
    })
  })

  it('is the author where nobody is named, or the company or a mail system writes', () => {
    const company = { ...author, role: 'company' as const }
    const system = { ...author, role: 'platform' as const }
    expect(personToAnswer(routedEvent({ direction: 'inbound', author }))).toEqual(author)
    expect(personToAnswer(routedEvent({ direction: 'outbound', author: company, replyTo }))).toEqual(company)
    expect(personToAnswer(routedEvent({ direction: 'inbound', author: system, replyTo }))).toEqual(system)
  })
})
