import type { PlatformStory } from './platform-story.ts'

const mailsToOne = 'who writes a mail to another customer does not write to the company'

/** The story of a gateway, of raw mails as it brings them: the company is `service@acme.example`. */
export function mailStory(wrap: (mail: Uint8Array) => Uint8Array): PlatformStory {
  return {
    message: wrap(mail({ id: 'm1@kunde.example', from: 'Anne <anne@kunde.example>', text: 'Kein Bild!' })),
    reply: mailsToOne,
    another: wrap(mail({ id: 'm2@kundin.example', from: 'Cem <cem@kundin.example>', text: 'Kein Ton!' })),
    edit: 'a mail that was sent stays as it is',
    reaction: 'nobody likes a mail',
    answer: wrap(
      mail({
        id: 'a1@acme.example',
        from: 'Service <service@acme.example>',
        to: 'anne@kunde.example',
        inReplyTo: 'm1@kunde.example',
        text: 'Haben Sie ihn eingeschaltet?',
      }),
    ),
    deletion: 'a mail that was sent stays where it is',
  }
}

interface Mail {
  readonly id: string
  readonly from: string
  readonly to?: string
  readonly inReplyTo?: string
  readonly text: string
}

function mail({ id, from, to = 'service@acme.example', inReplyTo, text }: Mail): Uint8Array {
  const lines = [
    `Authentication-Results: mx.acme.example; dkim=pass header.d=acme.example; dmarc=pass`,
    'Date: Fri, 20 Nov 2026 10:00:00 +0100',
    `From: ${from}`,
    `To: ${to}`,
    'Subject: Fernseher',
    `Message-ID: <${id}>`,
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: <${inReplyTo}>`, `References: <${inReplyTo}>`]),
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ]
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)
}
