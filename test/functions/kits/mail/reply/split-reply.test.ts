import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitReply } from '../../../../../functions/kits/mail/reply/split-reply.ts'

const reply = { reply: true, forward: false }
const first = { reply: false, forward: false }

describe('parts of a reply', () => {
  it.each([
    [
      'Outlook, German',
      'Neu.\n\nVon: A <a@b.example>\nGesendet: Montag, 1. Januar 2026 10:00\nAn: B\nBetreff: AW: x\n\nAlt.',
    ],
    [
      'Outlook, English',
      'Neu.\n\nFrom: A <a@b.example>\nSent: Monday, 1 January 2026 10:00\nTo: B\nCc: C\nSubject: RE: x\n\nAlt.',
    ],
    [
      'Outlook, with a rule',
      'Neu.\n\n________________________________\nVon: A <a@b.example>\nGesendet: Montag\nAn: B\nBetreff: x\n\nAlt.',
    ],
    [
      'Outlook, emphasised',
      'Neu.\n\n*Von:* A <a@b.example>\n*Gesendet:* Montag\n*An:* B\n*Betreff:* x\n\nAlt.',
    ],
    ['Outlook, separator', 'Neu.\n-----Original Message-----\nFrom: A\n\nAlt.'],
    [
      'web.de and GMX',
      'Neu.\n\nGesendet: Montag, 01. Januar 2026 um 10:00 Uhr\nVon: "A" <a@b.example>\nAn: b@c.example\nBetreff: x\n\nAlt.',
    ],
    ['Gmail, German', 'Neu.\n\nAm Mo., 1. Jan. 2026 um 10:00 Uhr schrieb A <a@b.example>:\n\n> Alt.'],
    [
      'Gmail, English, wrapped',
      'Neu.\n\nOn Mon, Jan 1, 2026 at 10:00 AM A Person With A Long Name <\na@b.example> wrote:\n\n> Alt.',
    ],
    ['Apple Mail', 'Neu.\n\n> On 1. Jan 2026, at 10:00, A <a@b.example> wrote:\n> \n> Alt.'],
    [
      'Apple Mail, German',
      'Neu.\n\nAm 01.01.2026 um 10:00 schrieb A <a@b.example>:\n\n> Alt.\n>\n> Noch älter.',
    ],
    ['Thunderbird', 'Neu.\n\nAm 01.01.26 um 10:00 schrieb A:\n> Alt.'],
    ['Thunderbird, name first', 'Neu.\n\nA schrieb am 01.01.2026 um 10:00:\n> Alt.'],
    ['a client that quotes without marks', 'Neu.\n\nOn 1 Jan 2026 10:00, A <a@b.example> wrote:\n\nAlt.'],
    ['Horde', 'Neu.\n\nZitat von A <a@b.example>:\n\n> Alt.'],
    [
      'Yahoo apps, on the line of the attribution',
      'Neu.\n\n  Am Fr., Nov. 20, 2026 at 9:12 schrieb A<a@b.example>:   Alt.',
    ],
    [
      'a forwarded mail',
      'Neu.\n\nVon: A <a@b.example>\nGesendet: x\nAn: B\nBetreff: WG: x\n\nAlt.\n\n-------- Weitergeleitete Nachricht --------\nVon: C',
    ],
    ['Gmail of old', 'Neu.\n\n2026-11-20 9:12 GMT+01:00 A <a@b.example>:\n\n> Alt.'],
    ['Tutanota', 'Neu.\n\n20. Nov. 2026, 09:12 von a@b.example:\n\n> Alt.'],
    ['Gmail, French', 'Neu.\n\nLe ven. 20 nov. 2026 à 09:12, A <a@b.example> a écrit :\n\n> Alt.'],
    ['Zimbra', 'Neu.\n\n----- Ursprüngliche Mail -----\nVon: A\nAn: B\nBetreff: x\n\nAlt.'],
    ['freenet', 'Neu.\n\n--- Original Nachricht ---\nVon: A\nDatum: x\nAn: B\n\nAlt.'],
    ['BlackBerry', 'Neu.\n\n  Originalnachricht  \nVon: A\nGesendet: x\nAn: B\n\nAlt.'],
    ['marks alone', 'Neu.\n\n> Alt.\n> Alt.'],
  ])('keeps the new text apart from the quote of %s', (_client, text) => {
    const parts = splitReply(text, reply)
    expect(parts.text).toBe('Neu.')
    expect(parts.quoted).toContain('Alt.')
    expect(parts.quoted).not.toContain('Neu.')
  })

  it.each([
    ['prose that ends in a colon', 'Am 3. Mai schrieb ich Ihnen:\nBitte melden Sie sich.'],
    ['a list of labels', 'Von: Berlin\nNach: Hamburg\nDatum: egal'],
    [
      'prose that tells to whom one wrote',
      'Am 20.11. um 10:00 habe ich an a@b.example geschrieben:\nBitte melden.',
    ],
    ['prose before two blanks', 'Am 3.5.2026 schrieb ich Ihnen:  bitte melden Sie sich.'],
    [
      'prose that tells who wrote when',
      'Am 20.11.2026 um 10:00 schrieb mir Ihr Kollege:\nWir melden uns.\nWann?',
    ],
    ['arithmetic', 'Es gilt 5 > 3\nund 3 < 5.'],
    ['an answer between the lines', '> Frage eins?\nJa.\n> Frage zwei?\nNein.'],
    [
      'a forwarded mail',
      'Zur Kenntnis.\n\n---------- Forwarded message ---------\nFrom: A\nDate: x\nSubject: y\n\nAlt.',
    ],
    [
      'a forwarded mail of Apple',
      'Zur Kenntnis.\n\nAnfang der weitergeleiteten Nachricht:\n\n> Von: A\n> Betreff: y',
    ],
  ])('leaves %s whole', (_what, text) => {
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it('leaves a forwarded mail whole where only the subject says so', () => {
    const text = 'Stimmt das?\n\nVon: A\nGesendet: Montag\nAn: B\nBetreff: x\n\nAlt.'
    expect(splitReply(text, { reply: true, forward: true })).toEqual({ text })
  })

  it('leaves lines like those of a mail header whole where nothing was replied to', () => {
    const text = 'Neue Nachricht:\n\nVon: A <a@b.example>\nDatum: heute\nBetreff: x\n\nMein Anliegen.'
    expect(splitReply(text, first)).toEqual({ text })
  })

  it('takes a quoted mail for the text where nothing is new', () => {
    const text = 'Von: A\nGesendet: Montag\nAn: B\nBetreff: x\n\nAlt.'
    expect(splitReply(text, first)).toEqual({ text })
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it('finds the new text below the quote', () => {
    expect(splitReply('A schrieb:\n> Alt.\n\nNeu.\n', reply)).toEqual({
      text: 'Neu.',
      quoted: 'A schrieb:\n> Alt.',
    })
  })

  it.each([
    ['RFC 3676', 'Neu.\n-- \nAnne\nTel. 1', 'Anne\nTel. 1'],
    ['its blank lost', 'Neu.\n--\nAnne', 'Anne'],
    ['iPhone', 'Neu.\n\nVon meinem iPhone gesendet', 'Von meinem iPhone gesendet'],
    [
      'GMX app',
      'Neu.\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.',
      'Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.',
    ],
    [
      'Outlook app',
      'Neu.\n\nGet Outlook for iOS<https://aka.ms/o0ukef>',
      'Get Outlook for iOS<https://aka.ms/o0ukef>',
    ],
    [
      'Outlook app, German',
      'Neu.\n\nOutlook für iOS<https://aka.ms/o0ukef> beziehen',
      'Outlook für iOS<https://aka.ms/o0ukef> beziehen',
    ],
    ['Samsung', 'Neu.\nVon meinem/meiner Galaxy gesendet', 'Von meinem/meiner Galaxy gesendet'],
    ['Yahoo app', 'Neu.\n\nGesendet von Yahoo Mail auf Android', 'Gesendet von Yahoo Mail auf Android'],
    [
      'Telekom app',
      'Neu.\n\nGesendet mit der Telekom Mail App <https://telekom.example/>',
      'Gesendet mit der Telekom Mail App <https://telekom.example/>',
    ],
    ['Proton, German', 'Neu.\n\nMit Proton Mail gesendet.', 'Mit Proton Mail gesendet.'],
    ['Proton', 'Neu.\n\nSent with Proton Mail secure email.', 'Sent with Proton Mail secure email.'],
  ])('sets a signature apart: %s', (_mark, text, signature) => {
    expect(splitReply(text, first)).toEqual({ text: 'Neu.', signature })
  })

  it('leaves a greeting with a name in the text', () => {
    const text = 'Neu.\n\nMit freundlichen Grüßen\nAnne Beispiel'
    expect(splitReply(text, first)).toEqual({ text })
  })

  it('loses no word of any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '> alt',
        'neu',
        '',
        '-- ',
        'Am 1.1.2026 um 10:00 schrieb A <a@b>:',
        'Von: a',
        'An: b',
        'Betreff: c',
        '-----Original Message-----',
        'wort >',
        '____________________',
      ),
      fc.string({ maxLength: 20 }),
    )
    const words = (text: string) =>
      text
        .split(/\s+/)
        .filter((word) => word !== '' && word !== '--')
        .sort()
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (lines, isReply) => {
        const text = lines.join('\n')
        const parts = splitReply(text, { reply: isReply, forward: false })
        const all = `${parts.text}\n${parts.quoted ?? ''}\n${parts.signature ?? ''}`
        expect(words(all)).toEqual(words(text))
      }),
    )
  })
})
