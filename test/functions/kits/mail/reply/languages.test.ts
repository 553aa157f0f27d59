import { describe, expect, it } from 'vitest'
import { dateWordsOf, isNumeric, withoutEdges } from '../../../../../functions/kits/mail/reply/date-words.ts'
import { mailLanguages } from '../../../../../functions/kits/mail/reply/languages.ts'
import { splitReply } from '../../../../../functions/kits/mail/reply/split-reply.ts'
import { readSubject } from '../../../../../functions/kits/mail/thread/subject.ts'
import { clients } from './clients.ts'

const reply = { reply: true, forward: false }
const fresh = 'Danke, die Nummer ist 4711.'

describe('a reply in each language', () => {
  it('is told in every language of the table', () => {
    expect(clients.map(({ language }) => language).toSorted()).toEqual(
      mailLanguages.map(({ code }) => code).toSorted(),
    )
  })

  const attributions = clients.flatMap(({ language, attributions: all }) =>
    all.map((each) => [language, each]),
  )

  it.each(attributions)('keeps what was written apart from a marked quote (%s): %s', (_, attribution) => {
    expect(splitReply(`${fresh}\n\n${attribution}\n\n> Alt.\n> Alt.`, reply)).toEqual({
      text: fresh,
      quoted: `${attribution}\n\n> Alt.\n> Alt.`,
    })
  })

  it.each(attributions)('keeps it apart from a quote without marks (%s): %s', (_, attribution) => {
    const { text, quoted } = splitReply(`${fresh}\n\n${attribution}\n\nAlt.\n\nAlt.`, reply)
    expect({ text, quoted }).toEqual({ text: fresh, quoted: `${attribution}\n\nAlt.\n\nAlt.` })
  })

  it.each(attributions)('finds an attribution that is wrapped (%s): %s', (_, attribution) => {
    const wrapped = attribution.replace(' <', ' <\n')
    expect(splitReply(`${fresh}\n\n${wrapped}\n> Alt.`, reply).text).toBe(fresh)
  })

  it.each(attributions)('leaves a quote above what was written (%s): %s', (_, attribution) => {
    expect(splitReply(`${attribution}\n> Alt.\n\n${fresh}`, reply).text).toBe(fresh)
  })

  it.each(attributions)('leaves words before an attribution in the text (%s): %s', (_, attribution) => {
    expect(splitReply(`Danke, das passt! ${attribution}\n> Alt.`, reply).text).toContain('Danke, das passt!')
    expect(splitReply(`Danke, das passt.\n${attribution}\n> Alt.`, reply).text).toContain('Danke, das passt.')
  })

  it.each(clients)('keeps it apart from the header of the earlier mail ($language)', ({ header }) => {
    for (const lines of [header, header.map((line) => `*${line.replace(':', ':*')}`)])
      expect(splitReply(`${fresh}\n\n${lines.join('\n')}\n\nAlt.`, reply)).toEqual({
        text: fresh,
        quoted: `${lines.join('\n')}\n\nAlt.`,
      })
  })

  it.each(clients)('knows that header by its time where it has no address ($language)', ({ header }) => {
    const [from = '', ...others] = header
    const lines = [from.replace(/ <.*/, ''), ...others].join('\n')
    expect(splitReply(`${fresh}\n\n${lines}\n\nAlt.`, reply).text).toBe(fresh)
  })

  it.each(clients)('leaves the lines of a journey or a form in the text ($language)', ({ header }) => {
    const [from, , to, subject] = header.map((line) => line.slice(0, line.indexOf(':') + 1))
    const text = `${fresh}\n${from} Berlin\n${to} Hamburg\n${subject} Transport\n\nBitte ein Angebot.`
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it.each(clients)('keeps it apart below a separator ($language)', ({ separator, header }) => {
    const { text } = splitReply(`${fresh}\n\n${separator}\n${header.join('\n')}\n\nAlt.`, reply)
    expect(text).toBe(fresh)
  })

  it.each(clients)(
    'leaves a forwarded mail in the text ($language)',
    ({ forward, header, forwardSubject }) => {
      const text = `${fresh}\n\n${forward}\n${header.join('\n')}\n\nAlt.`
      expect(splitReply(text, reply)).toEqual({ text })
      expect(readSubject(forwardSubject)).toEqual({ key: 'kessel', reply: false, forward: true })
    },
  )

  it.each(clients)('is told by its subject ($language)', ({ replySubject, forwardSubject }) => {
    expect(readSubject(replySubject)).toEqual({ key: 'kessel', reply: true, forward: false })
    expect(readSubject(`[EXTERN] ${replySubject}`).reply).toBe(true)
    expect(readSubject(`${forwardSubject.replace('Kessel', replySubject)}`).forward).toBe(true)
  })

  it.each(['转发：Kessel', '轉寄: Kessel', 'FS: Kessel', 'FW: Kessel', 'Fwd: [x] Kessel'])(
    'reads “%s” as forwarded',
    (subject) => {
      expect(readSubject(subject).forward).toBe(true)
    },
  )

  it.each(['Rechnung: Re', 'Kessel: leckt', 'VBS: x', 'I am', 'Ref 12: x', ': x'])(
    'reads “%s” as neither',
    (subject) => {
      expect(readSubject(subject)).toMatchObject({ reply: false, forward: false })
    },
  )

  it.each([
    'Service <service@acme.test> 于2026年11月19日周四 17:02写道：',
    '2026年11月19日(木) 17:02 Service <service@acme.test>:',
    '2026년 11월 19일 (목) 오후 5:02, Service <service@acme.test>님이 작성:',
  ])('finds who wrote above marked lines in a language that is not in the table: %s', (attribution) => {
    expect(splitReply(`${fresh}\n\n${attribution}\n\n> Alt.`, reply).text).toBe(fresh)
  })

  it.each(mailLanguages)('knows the months and weekdays that CLDR has ($code)', ({ code }) => {
    const words = dateWordsOf(code)
    for (const style of ['long', 'short'] as const) {
      for (let day = 0; day < 365; day += 12) {
        const format = {
          weekday: style,
          day: 'numeric',
          month: style,
          year: 'numeric',
          timeZone: 'UTC',
        } as const
        const parts = new Intl.DateTimeFormat(code, format).formatToParts(Date.UTC(2026, 0, 1 + day))
        const names = parts.filter(({ type }) => type === 'month' || type === 'weekday')
        for (const { value } of names)
          expect([value, isNumeric(value) || words.has(withoutEdges(value))]).toEqual([value, true])
      }
    }
  })

  it('has no label for two things, and no prefix for both', () => {
    const kinds = ['from', 'to', 'cc', 'subject'] as const
    const seen = new Map<string, string>()
    for (const language of mailLanguages) {
      for (const kind of kinds)
        for (const label of language[kind]) {
          expect([label, seen.get(label) ?? kind]).toEqual([label, kind])
          seen.set(label, kind)
        }
      const both = language.replyPrefixes.filter((each) =>
        mailLanguages.some(({ forwardPrefixes }) => forwardPrefixes.includes(each)),
      )
      expect(both).toEqual([])
    }
  })
})
