/** A mail as a mail system sends it, made for the tests after what such systems write, and what it is to be read as. */
export interface MadeBounce {
  readonly name: string
  readonly kind: 'failure' | 'delay' | 'complaint'
  readonly raw: string
  /** Who was not reached. */
  readonly recipients: readonly string[]
  readonly permanent?: boolean
}

export interface Made {
  readonly name: string
  readonly from?: string
  readonly subject: string
  readonly headers?: readonly string[]
  readonly text: string
  /** Stands between the text and the mail that is returned. */
  readonly separator?: string
  /** `part`: the mail is attached; `text`: it stands in the text; `none`: it is left out. */
  readonly returned?: 'part' | 'text' | 'none'
  readonly kind?: MadeBounce['kind']
  readonly recipients?: readonly string[]
  readonly permanent?: boolean
}

export const anne = 'anne@kunde.test'

/** Headers of the company's answer that did not arrive. */
export const answer = [
  'Received: from [192.0.2.7] (helo=acme.test) by mx.acme.test with esmtpsa; Fri, 20 Nov 2026 10:00:00 +0000',
  'From: Service <service@acme.test>',
  `To: Anne Beispiel <${anne}>`,
  'Subject: AW: Frage zur Rechnung',
  'Date: Fri, 20 Nov 2026 11:00:00 +0100',
  'Message-ID: <a1@acme.test>',
  'In-Reply-To: <m1@kunde.test>',
  'References: <m1@kunde.test>',
]

/** A bounce whose text alone tells. */
export function prose(made: Made): MadeBounce {
  const { name, from = 'MAILER-DAEMON@mx.kunde.test (Mail Delivery System)', subject, headers = [] } = made
  const { text, separator = '', returned = 'text', kind = 'failure', recipients = [anne], permanent } = made
  const top = [
    `From: ${from}`,
    'To: service@acme.test',
    `Subject: ${subject}`,
    'Date: Fri, 20 Nov 2026 11:00:05 +0100',
    'Message-ID: <b1@mx.kunde.test>',
    'MIME-Version: 1.0',
    ...headers,
  ]
  const plain = ['Content-Type: text/plain; charset=utf-8', '', text]
  const copy = returned === 'text' ? [separator, '', ...answer, '', 'Guten Tag, anbei die Rechnung.'] : []
  const lines =
    returned === 'part'
      ? [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          ...plain,
          '--b',
          'Content-Type: message/rfc822',
          '',
          ...answer,
          '',
          'Guten Tag',
          '--b--',
        ]
      : [...plain, ...copy]
  return {
    name,
    kind,
    raw: [...top, ...lines].join('\r\n'),
    recipients: kind === 'failure' ? recipients : [],
    ...(permanent !== undefined && { permanent }),
  }
}

/** A delivery report (RFC 3464). @param status blocks of fields, the report's own first */
export function report(
  made: Omit<Made, 'returned' | 'separator'> & { status: readonly string[] },
): MadeBounce {
  const { name, from = 'MAILER-DAEMON@mx.kunde.test', subject, headers = [], text, status } = made
  const { kind = 'failure', recipients = [anne], permanent } = made
  const raw = [
    `From: ${from}`,
    'To: service@acme.test',
    `Subject: ${subject}`,
    'Date: Fri, 20 Nov 2026 11:00:05 +0100',
    'Message-ID: <b1@mx.kunde.test>',
    'MIME-Version: 1.0',
    ...headers,
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b',
    'Content-Type: message/delivery-status',
    '',
    ['Reporting-MTA: dns; mx.kunde.test', ...status].join('\r\n\r\n'),
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    ...answer,
    '',
    '--b--',
  ].join('\r\n')
  return {
    name,
    kind,
    raw,
    recipients: kind === 'failure' ? recipients : [],
    ...(permanent !== undefined && { permanent }),
  }
}
