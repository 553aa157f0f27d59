import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBody } from '../../../../../functions/kits/mail/reply/read-body.ts'
import { splitReply } from '../../../../../functions/kits/mail/reply/split-reply.ts'
import { mailHeaders } from '../../../../support/mail-headers.ts'
import { clients } from './clients.ts'

const reply = { reply: true, forward: false }
const first = { reply: false, forward: false }
const block =
  'Von: Service <service@acme.test>\nGesendet: Montag, 5. Oktober 2026 09:12\nAn: Anne\nBetreff: AW: x'
const attribution = 'Am 5.10.2026 um 09:12 schrieb Service <service@acme.test>:'

describe('a first mail', () => {
  it.each([
    ['list marks', 'Ich brauche:\n\n> die Rechnung\n> den Lieferschein'],
    ['one marked line', '> 3 Tage warte ich schon'],
    ['a cited message', 'Guten Tag,\n\nbitte beheben:\n\n> Fatal error\n> Code 0815'],
    ['a story', `Guten Tag,\n\n${attribution}\n> Sie bekommen 50 Euro.\n\nWo bleibt es?`],
    ['a pasted mail', `Ist das echt?\n\n-----Original Message-----\n${block}\n\nKlicken.`],
    ['a pasted header', `Ist das echt?\n\n${block}\n\nKlicken.`],
  ])('quotes nothing, whatever it looks like: %s', (_what, text) => {
    expect(splitReply(text, first)).toEqual({ text })
  })

  it.each(['blockquote', 'blockquote type="cite"', 'div class="gmail_quote"', 'div id="divRplyFwdMsg"'])(
    'keeps the words of every element in text and HTML: %s',
    (element) => {
      const name = element.split(' ')[0]
      const html = `<p>Meine Daten:</p><${element}>Kundennummer 4711</${name}>`
      const body = readBody({ headers: mailHeaders(), html, attachments: [] }, first)
      expect(body.text).toContain('Kundennummer 4711')
      expect(body.html).toContain('Kundennummer 4711')
      expect(body.quoted).toBeUndefined()
    },
  )
})

describe('a reply', () => {
  it.each([
    ['nothing above an earlier mail', `${block}\n\nWelche Nummer?  Antwort: 4711`],
    ['a greeting above an earlier mail', `Guten Tag,\n\n${block}\n\nWelche Nummer?\n\n4711`],
    ['a greeting above an unmarked quote', `Hallo Frau Muster,\n\n${attribution}\n\nWelche Nummer? 4711`],
    [
      'what an app adds above an earlier mail',
      `Von meinem iPhone gesendet\n\n${block}\n\nWelche Nummer? 4711`,
    ],
    ['nothing but a quote', `${attribution}\n\n> Welche Nummer? 4711`],
    ['nothing but marked lines', '> Welche Nummer? 4711'],
    ['a separator alone', `-----Ursprüngliche Nachricht-----\n${block}\n\n4711`],
    ['answers between the lines', `${attribution}\n> Welche Nummer?\n4711\n> Und wann?\nMorgen`],
    ['a postscript below the quote', `Danke!\n\n${attribution}\n> Alt.\n\nPS: Rufen Sie an: 0170 123`],
    ['a postscript below an earlier mail', `Danke!\n\n${block}\n\nAlt.\n\nP.S. Rufen Sie an: 0170 123`],
    ['a note of where the answers stand', `Siehe meine Antworten unten in Rot.\n\n${block}\n\nWelche? 4711`],
    ['such a note, in English', `My answers are inline.\n\n${block}\n\nWhich? 4711`],
    ['such a note, in French', `Mes réponses en rouge.\n\n${block}\n\nLequel ? 4711`],
    ['such a note, in Polish', `Odpowiedzi poniżej.\n\n${block}\n\nNumer? 4711`],
    ['marked lines that are announced', 'Ich brauche:\n\n> die Rechnung\n> den Lieferschein'],
    ['what somebody is said to have written', 'Ihr Kollege schrieb mir:\n> 50 Euro'],
    ['a colleague in a sentence', 'Hallo,\n\nIhr Kollege schrieb:\n> 50 Euro'],
    [
      'a story with an address',
      'Guten Tag,\n\nam 3.4. hat Ihr Kollege Max <max@acme.test> mir geschrieben:\n\n50 Euro.\n\nWo?',
    ],
    ['a story with a date', 'Am 3.4.2026 um 9:00 schrieb mir Max Muster <max@acme.test>:\n\n50 Euro.\n\nWo?'],
    ['a story in English', 'On 3 April 2026 your colleague Max <max@acme.test> wrote:\n\n50 Euro.\n\nWhere?'],
    [
      'a story that names a team',
      'It is about this.\n\nOn 3 April 2026 Max of your team <max@acme.test> wrote:\n\n50.',
    ],
    [
      'a story of some day',
      'Es geht darum.\n\nAm 3.4. um 9:00 schrieb Max Muster <max@acme.test>:\n\n50 Euro.',
    ],
    [
      'a sentence that goes on',
      'Hallo zusammen\n\nam 3.4.2026 um 9:00 schrieb Max Muster <max@acme.test>:\n\n50 Euro.',
    ],
    ['somebody without a name', 'Es geht darum.\n\nAm 3.4.2026 um 9:00 schrieb einer:\n> 50 Euro'],
    ['a name in a sentence', 'Es geht darum.\n\nKundendienst schrieb:\n> 50 Euro'],
    [
      'a sentence before the name',
      'Gut.\n\nOn 19 Nov 2026 17:02 Perfekt! Service <service@acme.test> wrote:\n> 50 Euro',
    ],
    ['a form', 'Kontaktanfrage\n\nVon: Anne Grün\nDatum: 12.03.2026\nBetreff: Störung\n\nTot.'],
    ['a form with a time', 'Von: Anne\nDatum: 12.03.2026 10:30\nAn: Service\nBetreff: Störung\n\nTot.'],
    ['sections', 'Teil 1 ist ganz.\n--\nTeil 2 ist leider kaputt gegangen.'],
    ['sections without full stops', 'Punkt 1 geht\n--\nPunkt 2 kaputt\nPunkt 3 auch'],
    ['sections with headings', 'Strom\nGeht.\n\n--\n\nRechnung\nDie Rechnung ist falsch'],
    ['sections and a name', 'Teil 1\n--\nTeil 2\n--\nAnne'],
    ['a question below dashes', 'Danke.\n-- \nWann kommen Sie?'],
    ['how it was sent', 'Paket verloren.\n\nSent via DHL yesterday'],
  ])('keeps everything in the text that may be the customer’s: %s', (_what, text) => {
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it.each(['Anne von Grün\nTel. 030 1234567\nwww.kunde.test', 'ACME GmbH\nAnne Grün | anne@kunde.test'])(
    'sets names and numbers below two dashes apart: %j',
    (signature) => {
      expect(splitReply(`Neu.\n--\n${signature}`, reply)).toEqual({ text: 'Neu.', signature })
    },
  )

  it.each([
    'Übrigens: der Kessel leckt nun.',
    'Oh, and the second one is broken as well!',
    'Bitte erst ab Montag liefern,\nvorher ist niemand da.',
  ])('keeps what is said below a signature: %s', (said) => {
    expect(splitReply(`Neu.\n-- \nAnne Grün\n\n${said}`, first)).toEqual({
      text: `Neu.\n\n${said}`,
      signature: 'Anne Grün',
    })
  })

  it.each([
    'Anne Grün\nAcme GmbH\n\nTel. 030 1234567',
    'Anne Grün\n\nKessel. Rohre. Wärme.',
    'Anne Grün\n\nBesuchen Sie uns auf https://acme.test heute noch.',
    `Anne Grün\n\n${'Diese Nachricht ist vertraulich und nur für den Empfänger bestimmt. '.repeat(4).trim()}`,
  ])('leaves in a signature what belongs there: %s', (signature) => {
    expect(splitReply(`Neu.\n-- \n${signature}`, first)).toEqual({ text: 'Neu.', signature })
  })

  it('keeps an answer on the line of the attribution', () => {
    const parts = splitReply(`Danke, das passt! ${attribution}\n> Hi`, reply)
    expect(parts.text).toContain('Danke, das passt!')
  })

  it('keeps an earlier mail of somebody who is not written to: it was passed on', () => {
    const text = `Sehen Sie selbst.\n\n${block.replaceAll('acme.test', 'bank.test')}\n\nAlt.`
    const to = ['service@acme.test']
    expect(splitReply(text, { ...reply, to })).toEqual({ text })
    expect(splitReply(`Neu.\n\n${block}\n\nAlt.`, { ...reply, to: ['noreply@mail.acme.test'] }).text).toBe(
      'Neu.',
    )
  })

  it('keeps an earlier mail of its own author, which may be a form', () => {
    const text = `Kontaktanfrage\n\n${block.replace('service@acme.test', 'anne@kunde.test')}\n\nTot.`
    expect(splitReply(text, { ...reply, to: ['service@acme.test'], from: 'anne@kunde.test' })).toEqual({
      text,
    })
  })
})

const mail = (html: string, text?: string) => ({
  headers: mailHeaders({ To: 'service@acme.test' }),
  html,
  ...(text !== undefined && { text }),
  attachments: [],
})

/** What programs put around a quote; `%` stands for it. */
const quotesInHtml: [client: string, html: string][] = [
  [
    'Gmail',
    `<div class="gmail_quote"><div class="gmail_attr">Zed qarri ${'x'.repeat(3)}:<br></div><blockquote class="gmail_quote">%</blockquote></div>`,
  ],
  ['Apple Mail', '<div><br><blockquote type="cite"><div>Zed qarri:</div>%</blockquote></div>'],
  [
    'Thunderbird',
    '<div class="moz-cite-prefix">Zed qarri:<br></div><blockquote type="cite" cite="mid:a@b">%</blockquote>',
  ],
  [
    'Outlook on the web',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Zed:</b> a<br></div><div>%</div>',
  ],
  [
    'Outlook for Windows',
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Zed:</b> a</p></div><p>%</p>',
  ],
  ['Outlook for phones', '<div id="mail-editor-reference-message-container"><div><b>Zed:</b> a</div>%</div>'],
  ['Yahoo', '<div id="ydp1" class="ydp1c2yahoo_quoted"><div>Zed qarri:</div><div>%</div></div>'],
  [
    'Proton',
    '<div class="protonmail_quote">Zed qarri:<blockquote class="protonmail_quote" type="cite">%</blockquote></div>',
  ],
  ['GMX and web.de', '<div name="quote" style="border-left:2px solid #C3D9E5"><div>Zed: a</div>%</div>'],
  ['Zimbra', '<hr id="zwchr"><div><b>Zed:</b> a</div>%'],
  [
    'Zoho',
    '<div class="zmail_extra"><div>---- Zed ----</div><blockquote id="blockquote_zmail">%</blockquote></div>',
  ],
  ['Roundcube', '<p id="reply-intro">Zed qarri:</p><blockquote type="cite">%</blockquote>'],
]

describe('a reply in HTML', () => {
  it.each(quotesInHtml)('is parted by the mark of %s in any language', (_client, quote) => {
    const html = `<div>Merci, 4711.</div>${quote.replace('%', '<div>Alt eins.</div><div>Alt zwei.</div>')}`
    const body = readBody(mail(html), reply)
    expect(body.text).toBe('Merci, 4711.')
    expect(body.quoted).toContain('Alt zwei.')
    expect(body.html).not.toContain('Alt zwei.')
  })

  it.each(quotesInHtml)('tells where its plain text is to be parted: %s', (_client, quote) => {
    const html = `<div>Merci, <a href="https://a.test/">4711</a>.</div>${quote.replace('%', '<div>Alt eins.</div>')}`
    const plain = 'Merci, 4711<https://a.test/>.\n\nZed qarri zu:\nAlt eins.'
    const body = readBody(mail(html, plain), reply)
    expect(body.text).toBe('Merci, 4711<https://a.test/>.')
    expect(body.quoted).toBe('Zed qarri zu:\nAlt eins.')
  })

  it.each(quotesInHtml)('keeps in the text what stands below the quote of %s alone', (client, quote) => {
    const html = `${quote.replace('%', '<div>Alt eins.</div>')}<div>Merci, 4711.</div>`
    expect(readBody(mail(html), reply).text, client).toContain('Merci, 4711.')
  })

  it('keeps answers between the quoted lines of Gmail', () => {
    const html =
      '<div>Gerne.</div><div class="gmail_quote"><div class="gmail_attr">Am 1.1.2026 um 10:00 schrieb S &lt;s@acme.test&gt;:</div>' +
      '<blockquote class="gmail_quote">Welche Nummer?</blockquote><div>4711</div><blockquote class="gmail_quote">Wann?</blockquote></div>'
    const body = readBody(mail(html), reply)
    expect(body.text).toContain('4711')
    expect(body.html).toContain('4711')
  })

  it.each([
    '<blockquote style="margin:0 0 0 40px;border:none;padding:0px">Kundennummer 4711</blockquote>',
    '<blockquote class="webkit-indent-blockquote" style="margin: 0 0 0 40px; border: none;">Kundennummer 4711</blockquote>',
    '<blockquote>Kundennummer 4711</blockquote>',
  ])('does not take an indented block for a quote: %s', (block) => {
    for (const above of ['<p>Neu.</p>', '<p>Meine Daten:</p>']) {
      const body = readBody(mail(above + block), reply)
      expect(body.text).toContain('Kundennummer 4711')
      expect(body.quoted).toBeUndefined()
    }
  })

  it('keeps marked lines that its HTML does not know as a quote, and that nobody is said to have written', () => {
    const html = '<p>Neu.</p><p>&gt; eins<br>&gt; zwei</p>'
    expect(readBody(mail(html, 'Neu.\n\n> eins\n> zwei'), reply).text).toContain('eins')
  })

  it('keeps the HTML whole where the new words stand in the element of the quote', () => {
    const html = '<div class="gmail_quote"><blockquote>Alt.</blockquote><p>Neu darunter.</p></div>'
    const body = readBody(mail(html, '> Alt.\n\nNeu darunter.'), reply)
    expect(body.text).toBe('Neu darunter.')
    expect(body.html).toContain('Neu darunter.')
  })

  it('takes a block for a quote where somebody is said to have written it', () => {
    const html =
      '<p>Neu.</p><div>чт, 19 нояб. 2026 г. в 17:02, S &lt;s@acme.test&gt;:</div><blockquote>Alt.</blockquote>'
    expect(readBody(mail(html), reply).text).toBe('Neu.')
  })

  it('gives way to HTML where the plain text only says that it cannot be shown', () => {
    const html = '<p>Mein Kessel leckt.</p>'
    for (const plain of [
      'Your e-mail client cannot show HTML.',
      'Diese Nachricht ist im HTML-Format. Bitte verwenden Sie ein anderes Programm.',
      'This is a multi-part message in MIME format.',
    ])
      for (const kind of [reply, first])
        expect(readBody(mail(html, plain), kind).text).toBe('Mein Kessel leckt.')
    const same = 'Unsere HTML-Seite\nleckt.'
    expect(readBody(mail('<p>Unsere HTML-Seite leckt.</p>', same), first).text).toBe(same)
  })
})

const word = fc.stringMatching(/^[A-ZÄÖÜ][a-zäöüß]{2,9}$/)
const sentence = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => `${words.join(' ')}.`)
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'))
const wordsOf = (text: string) => text.split(/[^\p{L}\p{N}]+/u).filter((each) => each !== '')

describe('any reply', () => {
  const written = fc.record({
    above: fc.option(paragraph, { nil: '' }),
    inside: fc.option(paragraph, { nil: '' }),
    below: fc.option(paragraph, { nil: '' }),
    quote: fc.array(paragraph, { minLength: 1, maxLength: 3 }),
    client: fc.constantFrom(...clients),
    style: fc.constantFrom('marked', 'unmarked', 'header', 'separator', 'bare'),
    pick: fc.nat(),
  })

  it('has every word of the customer where every destination shows it, and a text where there are words', () => {
    fc.assert(
      fc.property(written, ({ above, inside, below, quote, client, style, pick }) => {
        const mark = style === 'marked' || style === 'bare' ? '> ' : ''
        const [before = '', ...after] = quote.map((each) =>
          each
            .split('\n')
            .map((line) => `${mark}${line}`)
            .join('\n'),
        )
        const leads = {
          marked: client.attributions[pick % client.attributions.length],
          unmarked: client.attributions[pick % client.attributions.length],
          header: client.header.join('\n'),
          separator: `${client.separator}\n${client.header.join('\n')}`,
          bare: '',
        }
        const lead = leads[style] ?? ''
        const text = [above, lead, before, inside, ...after, below].filter((each) => each !== '').join('\n\n')
        const parts = splitReply(text, reply)
        expect(wordsOf(parts.text).length).toBeGreaterThan(0)
        const all = [parts.text, parts.quoted ?? '', parts.signature ?? ''].join('\n')
        expect(wordsOf(all).toSorted()).toEqual(wordsOf(text).toSorted())
        // Marked lines alone may be left out by a destination, and never hold words of the customer's.
        const shown = [
          parts.text,
          ...(parts.quoted ?? '').split('\n').filter((line) => !line.startsWith('>')),
        ]
        const told = new Set(wordsOf(shown.join('\n')))
        for (const each of wordsOf(`${above} ${inside} ${below}`)) expect(told).toContain(each)
        if (style === 'marked' || style === 'bare')
          for (const each of wordsOf(`${above} ${inside} ${below}`))
            expect(wordsOf(parts.text)).toContain(each)
        else for (const each of wordsOf(above)) expect(wordsOf(parts.text)).toContain(each)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an answer below a quote without marks stays in the text', () => {
  it.each([
    'Hallo Service',
    'Hallo zusammen!',
    'Guten Morgen, Frau Muster,',
    'Dear Mr Miller:',
    'Bonjour Madame',
    'Geachte heer Jansen',
    'Gentile dottoressa Rossi',
    'Buenos días',
    'Prezados senhores',
    'Szanowna Pani',
    'Hej Anna!',
    'Kjære Anne',
    'Hyvää päivää',
    'Dobrý den',
    'Tisztelt Ügyfélszolgálat!',
    'Merhaba Ahmet Bey',
    'Здравствуйте, Анна,',
    'Добрый день!',
  ])('where only “%s” stands above', (greeting) => {
    const text = `${greeting}\n\n${block}\n\nWelche Nummer?\n\n4711`
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it.each([
    'Antwort steht darunter.',
    'Ich habe direkt in Ihre Mail geschrieben.',
    'Meine Antworten sind gelb markiert.',
    'Highlighted in yellow.',
    'Surligné en jaune.',
    'Vetgedrukt.',
    'Evidenziato in giallo.',
    'Resaltado en amarillo.',
    'A amarelo.',
    'Zaznaczyłam na żółto.',
    'Markerat i gult.',
    'Med gult.',
    'Uthevet.',
    'Keltaisella.',
    'Žlutě.',
    'Sárgával kiemelve.',
    'Sarı ile.',
    'Выделил жёлтым.',
  ])('where “%s” stands above', (note) => {
    const text = `${note}\n\n${block}\n\nWelche Nummer? 4711`
    expect(splitReply(text, reply)).toEqual({ text })
  })

  it.each(['NB: 0170 123', 'N.B. 0170 123', 'Nachtrag: 0170 123', 'Edit: 0170 123'])(
    'where it is “%s”',
    (line) => {
      const text = `Danke!\n\n${block}\n\nAlt.\n\n${line}`
      expect(splitReply(text, reply)).toEqual({ text })
    },
  )

  it.each([
    'Danke!',
    'Hallo, ja gern',
    'Hi. Yes please',
    'Liebend gern',
    'Hallo Service ich nehme das blaue Modell',
    'Under warranty since 2024',
    'In Ihrer Mail vom Montag steht es',
    'Nachtragen bitte',
  ])('and not where “%s” is the answer', (answer) => {
    expect(splitReply(`${answer}\n\n${block}\n\nWelche Nummer?`, reply).text).toBe(answer)
  })
})
