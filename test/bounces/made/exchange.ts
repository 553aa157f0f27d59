import { anne, type MadeBounce, prose, report } from './made-bounce.ts'

/** Exchange: what its subject begins with, and the line above the addresses. */
const languages: Readonly<Record<string, readonly [subject: string, line: string]>> = {
  English: ['Undeliverable:', 'Delivery has failed to these recipients or groups:'],
  German: ['Unzustellbar:', 'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:'],
  French: ['Non remis :', 'Échec de la remise pour ces destinataires ou groupes :'],
  Dutch: ['Onbestelbaar:', 'Bezorging is mislukt bij deze geadresseerden of groepen:'],
  Italian: ['Non recapitabile:', 'Recapito non riuscito per i seguenti destinatari o gruppi:'],
  Spanish: ['No se puede entregar:', 'No se pudo entregar el mensaje a estos destinatarios o grupos:'],
  Portuguese: ['Não é possível entregar:', 'Falha na entrega para estes destinatários ou grupos:'],
  Polish: ['Nie można dostarczyć:', 'Dostarczanie do następujących adresatów lub grup nie powiodło się:'],
  Swedish: ['Kan inte levereras:', 'Leveransen till följande mottagare eller grupper misslyckades:'],
  Danish: ['Kan ikke leveres:', 'Levering mislykkedes til disse modtagere eller grupper:'],
  Norwegian: ['Kan ikke leveres:', 'Leveringen til disse mottakerne eller gruppene mislyktes:'],
  Finnish: ['Toimitus epäonnistui:', 'Toimitus epäonnistui seuraaville vastaanottajille tai ryhmille:'],
  Czech: ['Nedoručitelné:', 'Doručení těmto příjemcům nebo skupinám se nezdařilo:'],
  Hungarian: ['Kézbesíthetetlen:', 'Nem sikerült a kézbesítés a következő címzettek vagy csoportok számára:'],
  Turkish: ['Teslim edilemedi:', 'Şu alıcılara veya gruplara teslim başarısız oldu:'],
  Russian: ['Не удается доставить:', 'Сбой доставки следующим получателям или группам:'],
}

const from = 'postmaster@kunde.onmicrosoft.com'

export const exchange: readonly MadeBounce[] = [
  ...Object.entries(languages).flatMap(([language, [subject, line]]) => [
    report({
      name: `Exchange in ${language}`,
      from: `Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunde.test>`,
      subject: `${subject} AW: Frage zur Rechnung`,
      text: `${line}\n\nAnne Beispiel (${anne})\n\n550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup\n`,
      status: [
        `Final-Recipient: rfc822;${anne}\r\nAction: failed\r\nStatus: 5.1.10\r\nDiagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`,
      ],
      permanent: true,
    }),
    prose({
      name: `Exchange in ${language}, as a gateway leaves it`,
      from,
      subject: `${subject} AW: Frage zur Rechnung`,
      text: `${line}\n\n${anne}\n550 5.2.2 mailbox full\n`,
      returned: 'part',
      permanent: false,
    }),
  ]),
  prose({
    name: 'Exchange of old',
    from: 'System Administrator <postmaster@kunde.test>',
    subject: 'Undeliverable: AW: Frage zur Rechnung',
    headers: ['X-Mailer: Internet Mail Service (5.5.2656.59)'],
    text: `Your message\n\n  To:      anne@kunde.test\n  Subject: AW: Frage zur Rechnung\n  Sent:    Fri, 20 Nov 2026 11:00:00 +0100\n\ndid not reach the following recipient(s):\n\n${anne} on Fri, 20 Nov 2026 11:00:03 +0100\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=de;a= ;p=kunde\n    MSEXCH:IMS:Kunde:SITE:MAIL 0 (000C05A6) Unknown Recipient\n`,
    returned: 'none',
    permanent: true,
  }),
  report({
    name: 'Exchange that waits, in German',
    kind: 'delay',
    from,
    subject: 'Zustellung verzögert: AW: Frage zur Rechnung',
    text: `Die Zustellung an folgende Empfänger oder Gruppen ist verzögert:\n\n${anne}\n\nDie Nachricht wurde noch nicht zugestellt. Die Zustellung wird weiter versucht.\n`,
    status: [`Final-Recipient: rfc822;${anne}\r\nAction: delayed\r\nStatus: 4.4.7`],
  }),
  prose({
    name: 'Exchange that waits, as a gateway leaves it',
    kind: 'delay',
    from,
    subject: 'Delivery delayed: AW: Frage zur Rechnung',
    text: `Delivery is delayed to these recipients or groups:\n\n${anne}\n\nThis message hasn't been delivered yet. Delivery will continue to be attempted.\n`,
    returned: 'part',
  }),
]
