import { describe, expect, it } from 'vitest'
import { personKey } from '../../../functions/core/person-key.ts'
import { type Relation, withholdPerson } from '../../../functions/core/withhold-person.ts'
import { type ContactEvent, contactEvent } from '../../../schemas/contact-event.ts'
import { routedEvent, routedMail } from '../../contracts/routed-event.ts'

const key = personKey({ id: 'anne@kunde.test' })
const unrelated: Relation = {
  author: false,
  actor: false,
  concerns: false,
  later: false,
  isErased: (each) => each === key,
  names: (term) => term === 'änne grün' || term === 'anne_gruen',
}

function withheld(event: ContactEvent, relation: Partial<Relation> = {}): ContactEvent {
  const result = withholdPerson(event, { ...unrelated, ...relation })
  expect(contactEvent.safeParse(result).error).toBeUndefined()
  return result
}

describe('what names a person who was erased', () => {
  const saying = (text: string) => ({ id: 'facebook:777_11', text, attachments: [] })
  const other = { role: 'customer' as const, id: '5', scope: 'facebook:4711' }

  it('loses the name where another customer wrote it', () => {
    const event = routedEvent({ author: other, message: saying('Das hat mir Änne Grün empfohlen.') })
    expect(withheld(event).message?.text).toBe('Das hat mir … empfohlen.')
  })

  it('loses all its words, and the address that names them, where the company wrote it', () => {
    const event = routedEvent({
      direction: 'outbound',
      author: { role: 'company', id: '4711' },
      message: { ...saying('Liebe Änne Grün, Ihr Gerät ist da.'), url: 'https://x.test/anne_gruen/1' },
    })
    expect(withheld(event).message).toEqual({ id: 'facebook:777_11', attachments: [], withheld: 'erased' })
  })

  it('stays whole where it names somebody else', () => {
    const event = routedEvent({ author: other, message: saying('Das hat mir Bea Grün empfohlen.') })
    expect(withheld(event)).toBe(event)
  })
})

describe('what concerns a person who was erased', () => {
  it('keeps no link that names them, nor mentions, and its other links', () => {
    const links = [
      { url: 'https://x.test/anne_gruen' },
      { url: 'https://x.test/1', title: 'Fotos von Änne Grün' },
      { url: 'https://x.test/2' },
    ]
    const event = routedEvent({
      author: { role: 'customer', id: '5', scope: 'facebook:4711' },
      message: {
        id: 'facebook:777_11',
        text: 'Schau.',
        attachments: [],
        mentions: [{ id: '991', name: 'Änne Grün' }, { id: '992' }],
        links,
      },
    })
    const isErased = (each: string) => each === personKey({ id: '991', scope: 'facebook:4711' })
    expect(withheld(event, { concerns: true, isErased }).message).toMatchObject({
      text: 'Schau.',
      mentions: [{ id: '992' }],
      links: [{ url: 'https://x.test/2' }],
    })
  })

  it('keeps of who did it no more than the ids', () => {
    const { message: _, author: __, ...reaction } = routedEvent({ kind: 'reaction.added' })
    const actor = { role: 'customer' as const, id: '991', scope: 'facebook:4711', name: 'Änne Grün' }
    const event = { ...reaction, actor, target: { messageId: 'facebook:777_10' } } as ContactEvent
    expect(withheld(event, { actor: true }).actor).toEqual({
      role: 'customer',
      id: '991',
      scope: 'facebook:4711',
    })
  })

  it('keeps no subject and no quote that came in afterwards, and the words that are new', () => {
    const event = routedMail({
      message: { ...routedMail().message!, text: 'Neu.\n> Änne Grün schrieb\nAuch neu.', quoted: 'alt' },
    })
    const rest = withheld(event, { later: true, concerns: true })
    expect(rest.message).toMatchObject({ text: 'Neu.\nAuch neu.' })
    expect(rest.message).not.toHaveProperty('quoted')
    expect(rest.conversation).not.toHaveProperty('subject')
  })
})
