import { describe, expect, it } from 'vitest'
import {
  type FoundNote,
  findMarked,
  noteMarks,
  redactMarked,
} from '../../../../functions/kits/ticketing/note-marks.ts'
import { routedEvent } from '../../../contracts/routed-event.ts'

const event = routedEvent()
const edited = routedEvent({ kind: 'message.edited', id: `evt_${'e'.repeat(32)}` })
const deleted = routedEvent({ kind: 'message.deleted' })

async function* newestFirst(...notes: readonly FoundNote[]) {
  yield* notes
}

const note = (id: string, text: string): FoundNote => ({ id, text })
const original = note('1', noteMarks(event).value)
const edit = note('3', noteMarks(edited).value)
const other = note('2', 'evt_other msg_other')

async function redacted(notes: readonly FoundNote[], refused: readonly string[] = []) {
  const degraded = new Set<string>()
  const asked: string[] = []
  const found = await redactMarked(
    newestFirst(...notes),
    '1',
    { event: deleted, degraded },
    async ({ id }) => {
      asked.push(id)
      return !refused.includes(id)
    },
  )
  return { found, asked, degraded: [...degraded] }
}

describe('marks of a note', () => {
  it('are the event’s id, and one of the message where a note tells of it again', () => {
    expect(noteMarks(event).value).toBe(event.id)
    expect(noteMarks(edited).value).toMatch(new RegExp(`^${edited.id} msg_[0-9a-f]{32}$`))
  })

  it('find the note of an event again', async () => {
    expect(await findMarked('7', newestFirst(edit, other, original), event)).toEqual({
      ticket: '7',
      message: '1',
    })
    expect(await findMarked('7', newestFirst(other), event)).toBeUndefined()
  })
})

describe('redactMarked', () => {
  it('blacks out the note of a message and what tells of it again, and looks no further back', async () => {
    const before = note('0', edit.text)
    expect(await redacted([edit, other, original, before])).toEqual({
      found: original,
      asked: ['3', '1'],
      degraded: [],
    })
  })

  it.each([
    ['a note is refused', [edit, original], ['3'], ['3', '1']],
    ['the message’s own is refused', [edit, original], ['1'], ['3', '1']],
    ['the message’s own is not among them', [edit, other], [], ['3']],
  ])('says that not all is gone where %s', async (_, notes, refused, asked) => {
    expect(await redacted(notes, refused)).toEqual({ found: undefined, asked, degraded: ['not_redacted'] })
  })
})
