import { describe, expect, it } from 'vitest'
import type { Note } from '../../../../functions/kits/ticketing/compose-note.ts'
import { uploadNote } from '../../../../functions/kits/ticketing/upload-note.ts'

const files = ['a.txt', 'b.txt'].map((name) => ({ name, type: 'text/plain', bytes: new Uint8Array(1) }))
const at = (time: string) => () => new Date(`2026-11-21T${time}:00Z`)

function noteWith(more: Partial<Note> = {}): Note {
  const note: Note = {
    subject: 'subject',
    body: 'body',
    format: 'text',
    attachments: files,
    files,
    degraded: [],
    html: () => undefined,
    without: (refused) =>
      noteWith({ body: `without ${refused.map(({ name }) => name)}`, degraded: ['attachment_refused'] }),
  }
  return { ...note, ...more }
}

/** Gives out tokens: none for the files of these numbers, and no answer at the requests of those. */
function system({ failing = [], refusing = [] }: { failing?: number[]; refusing?: number[] }) {
  const types: string[] = []
  const uploads = {
    goodForMs: 45 * 60_000,
    async upload({ type }: { type: string }) {
      types.push(type)
      if (failing.includes(types.length)) throw new Error('no answer')
      return refusing.includes(types.length) ? undefined : `${types.length}`
    },
  }
  const attempt = { progress: {}, degraded: new Set<string>() }
  return {
    types,
    attempt,
    send: (time: string, note = noteWith()) =>
      uploadNote(note, { ...attempt, context: { now: at(time) } }, uploads),
  }
}

describe('uploadNote', () => {
  it('keeps tokens for the next attempt while they are good', async () => {
    const { send } = system({ failing: [2] })
    await expect(send('10:00')).rejects.toThrow()
    expect((await send('10:15')).tokens).toEqual(['1', '3'])
  })

  it('keeps no old token beside new ones where the second time fails halfway', async () => {
    const { send } = system({ failing: [4] })
    await send('10:00')
    await expect(send('11:00')).rejects.toThrow()
    expect((await send('11:15')).tokens).toEqual(['3', '5'])
  })

  it('says in the note what the system has refused', async () => {
    const { send, attempt } = system({ refusing: [1] })
    expect(await send('10:00')).toMatchObject({ tokens: ['2'], note: { body: 'without a.txt' } })
    expect([...attempt.degraded]).toEqual(['attachment_refused'])
  })

  it('sends the whole of a text that was cut behind the attachments, in UTF-8', async () => {
    const whole = { name: 'message.txt', type: 'text/plain', bytes: Buffer.from('Grüße') }
    const { send, types } = system({})
    expect((await send('10:00', noteWith({ whole }))).tokens).toEqual(['1', '2', '3'])
    expect(types.at(-1)).toBe('text/plain; charset=utf-8')
  })
})
