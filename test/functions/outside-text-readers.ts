import * as z from 'zod'
import { facebook as facebookSender } from '../../bin/local/senders/facebook.ts'
import { mailgun as mailgunSender } from '../../bin/local/senders/mailgun.ts'
import { mandrill as mandrillSender } from '../../bin/local/senders/mandrill.ts'
import { postmark as postmarkSender } from '../../bin/local/senders/postmark.ts'
import { sendgrid as sendgridSender } from '../../bin/local/senders/sendgrid.ts'
import { ses as sesSender } from '../../bin/local/senders/ses.ts'
import { standard as standardSender } from '../../bin/local/senders/standard.ts'
import { twitter as twitterSender } from '../../bin/local/senders/twitter.ts'
import { attachmentHeader } from '../../functions/attachments/attachment-header.ts'
import { Proven } from '../../functions/contracts/proven.ts'
import { MalformedPayload } from '../../functions/core/errors.ts'
import { parseJson } from '../../functions/core/json.ts'
import { senderName } from '../../functions/destinations/mail/sender-name.ts'
import { redactHtml } from '../../functions/destinations/zendesk/redact-comment.ts'
import { escapeText } from '../../functions/html/escape-text.ts'
import { isSafeHtml } from '../../functions/html/is-safe-html.ts'
import { toSafeHtml } from '../../functions/html/safe-html.ts'
import { mailSettings } from '../../functions/kits/mail/mail-settings.ts'
import { mailToContact } from '../../functions/kits/mail/mail-to-contact.ts'
import { readMime } from '../../functions/kits/mail/mime/read-mime.ts'
import { facebook } from '../../functions/platforms/facebook/index.ts'
import { mailgun } from '../../functions/platforms/mailgun/index.ts'
import { mandrill } from '../../functions/platforms/mandrill/index.ts'
import { announcedMail } from '../../functions/platforms/mime/announced-mail.ts'
import { postmark } from '../../functions/platforms/postmark/index.ts'
import { sendgrid } from '../../functions/platforms/sendgrid/index.ts'
import { ses } from '../../functions/platforms/ses/index.ts'
import { standard } from '../../functions/platforms/standard/index.ts'
import { twitter } from '../../functions/platforms/twitter/index.ts'
import { presentEvent } from '../../functions/presentation/present-event.ts'
import { presentationHtml } from '../../functions/presentation/presentation-html.ts'
import { presentationText } from '../../functions/presentation/presentation-text.ts'
import { printableLine } from '../../functions/text/clean.ts'
import { cutText } from '../../functions/text/cut-text.ts'
import { asciiFileName, keyName, safeFileName } from '../../functions/text/file-name.ts'
import { shorten, splitText } from '../../functions/text/fit.ts'
import { readMediaType } from '../../functions/text/media-type.ts'
import { storableText } from '../../functions/text/storable-text.ts'
import type { RoutedEvent } from '../../schemas/contact-event.ts'
import { localSettings, receivedAt } from '../contracts/webhook-request.ts'
import { comment, customer } from '../support/contact-events.ts'

const settings = z
  .object(mailSettings)
  .parse({ authservIds: ['mx.acme.example'], accounts: ['acme.example'] })
const bytes = (text: string) => Buffer.from(text, 'utf8')

/** Reads a mail of these lines; one that is refused as too complex has been read, too. */
function mail(...lines: string[]): Promise<void> {
  const head = ['From: a@b.example', 'To: service@acme.example', 'MIME-Version: 1.0']
  return read(() => mailToContact(readMime(bytes([...head, ...lines].join('\r\n'))), delivery, context))
}

const delivery = { to: ['service@acme.example'], method: 'test' }
const context = { settings, receivedAt }

/** What is refused has been read. */
async function read(reading: () => unknown): Promise<void> {
  try {
    await reading()
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
  }
}

const part = (type: string, text: string, ...headers: string[]) =>
  mail(
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    `Content-Type: ${type}`,
    ...headers,
    '',
    text,
    '--x--',
  )

const headerNames = [
  'Subject',
  'Cc',
  'Reply-To',
  'Message-ID',
  'References',
  'In-Reply-To',
  'Date',
  'Content-Language',
  'Authentication-Results',
  'Thread-Index',
  'List-Post',
  'Return-Path',
  'Auto-Submitted',
]

const page = { id: '4711', time: 1_795_203_802 }
const proven = (body: Uint8Array) => Proven.fromQuarantine({ body, headers: new Headers() })

const inFacebook = (entry: object) =>
  facebook.normalize(proven(bytes(JSON.stringify({ object: 'page', entry: [{ ...page, ...entry }] }))), {
    settings: localSettings({ adapter: facebook, sender: facebookSender }),
    receivedAt,
  })

const inTwitter = (body: object) =>
  twitter.normalize(proven(bytes(JSON.stringify(body))), {
    settings: localSettings({ adapter: twitter, sender: twitterSender }),
    receivedAt,
  })

const inPostmark = (body: object) =>
  read(() =>
    postmark.normalize(proven(bytes(JSON.stringify({ OriginalRecipient: 'service@acme.test', ...body }))), {
      settings: localSettings({ adapter: postmark, sender: postmarkSender }),
      receivedAt,
    }),
  )

/** A form of these fields. */
function multipart(fields: Record<string, string>): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return bytes(`${parts.join('')}--x--\r\n`)
}

const inMailgun = (fields: Record<string, string>) => {
  const headers = new Headers({ 'content-type': 'multipart/form-data; boundary=x' })
  const given = { recipient: 'service@acme.example', sender: 'a@b.example', ...fields }
  return read(() =>
    mailgun.normalize(Proven.fromQuarantine({ body: multipart(given), headers }), {
      settings: localSettings({
        adapter: mailgun,
        sender: mailgunSender,
        settings: { spamFilter: true },
      }),
      receivedAt,
    }),
  )
}

const inMandrill = (msg: object) => {
  const events = [{ event: 'inbound', ts: 1_795_203_801, msg: { email: 'service@acme.example', ...msg } }]
  const body = new URLSearchParams({ mandrill_events: JSON.stringify(events) }).toString()
  return read(() =>
    mandrill.normalize(proven(bytes(body)), {
      settings: localSettings({ adapter: mandrill, sender: mandrillSender }),
      receivedAt,
    }),
  )
}

const sesSettings = localSettings({
  adapter: ses,
  sender: sesSender,
  settings: { accounts: ['acme.example'] },
})

/** A mail as SES puts it into the bucket. */
const inBucket = (text: string) => {
  const headers = new Headers({ 'content-type': 'message/rfc822' })
  return read(() =>
    ses.normalize(Proven.fromBucket({ body: bytes(text), headers }), { settings: sesSettings, receivedAt }),
  )
}

const inSns = (message: object) =>
  read(() =>
    ses.normalize(
      proven(
        sesSender.sign(bytes(JSON.stringify(message)), sesSender.localSecrets, new Date(receivedAt)).body,
      ),
      { settings: sesSettings, receivedAt },
    ),
  )

const inStandard = (event: unknown) =>
  read(() =>
    standard.normalize(proven(bytes(JSON.stringify(event))), {
      settings: localSettings({ adapter: standard, sender: standardSender }),
      receivedAt,
    }),
  )

const inSendgrid = (fields: Record<string, string>) => {
  return read(() =>
    sendgrid.normalize(proven(multipart(fields)), {
      settings: localSettings({ adapter: sendgrid, sender: sendgridSender }),
      receivedAt,
    }),
  )
}

function present(fields: Partial<RoutedEvent>): void {
  const work = { effect: 'open' as const, key: 'k', reopen: false, reason: 'r' }
  const event = { ...comment('777_10', customer('anne')), ...fields, work }
  const presentation = presentEvent(event, { language: 'de', timeZone: 'Europe/Berlin' })
  presentationText(presentation)
  presentationHtml(presentation)
  senderName(event, 'de')
}

const message = { id: 'facebook:777_10', attachments: [] }

/** Everything that reads what somebody outside has written, by what it reads. */
export const outsideTextReaders: Record<string, (text: string) => unknown> = {
  ...Object.fromEntries(
    headerNames.map((name) => [`a mail’s ${name}`, (text: string) => mail(`${name}: ${text}`, '', 'Hallo')]),
  ),
  'a mail’s From': (text) =>
    read(() => mailToContact(readMime(bytes(`From: ${text}\r\n\r\nHallo`)), delivery, context)),
  'a mail’s own header': (text) => mail(text, '', 'Hallo'),
  'a mail’s Content-Type': (text) => mail(`Content-Type: ${text}`, '', 'Hallo'),
  'a mail’s boundary': (text) => mail('Content-Type: multipart/mixed; boundary=--', '', text),
  'a mail’s text': (text) => mail('Subject: Frage', '', text),
  'a reply’s text': (text) => mail('Subject: Re: Frage', 'In-Reply-To: <a@b.example>', '', text),
  'a forwarded mail’s text': (text) => mail('Subject: Fwd: Frage', '', text),
  'a mail’s flowed text': (text) => mail('Content-Type: text/plain; format=flowed; delsp=yes', '', text),
  'a mail’s HTML': (text) => mail('Content-Type: text/html', '', text),
  'a reply’s HTML': (text) =>
    mail('Subject: Re: Frage', 'In-Reply-To: <a@b.example>', 'Content-Type: text/html', '', `<p>${text}`),
  'a tag in a mail’s HTML': (text) => mail('Content-Type: text/html', '', `<p title="${text}`),
  'base64 in a mail': (text) => part('text/plain', text, 'Content-Transfer-Encoding: base64'),
  'quoted-printable in a mail': (text) =>
    part('text/plain', text, 'Content-Transfer-Encoding: quoted-printable'),
  'UTF-7 in a mail': (text) => part('text/plain; charset=utf-7', text),
  'a code page of MS-DOS in a mail': (text) => part('text/plain; charset=cp437', text),
  'an attachment’s name': (text) =>
    part('image/png', 'x', `Content-Disposition: attachment; filename="${text}"`),
  'an attachment’s name in percent signs': (text) =>
    part('image/png', 'x', `Content-Disposition: attachment; filename*0*=utf-8''${text}`),
  'an attached mail': (text) => part('message/rfc822', `Subject: ${text}`),
  'a delivery report': (text) =>
    mail(
      'Content-Type: multipart/report; report-type=delivery-status; boundary=x',
      '',
      '--x',
      'Content-Type: message/delivery-status',
      '',
      `Final-Recipient: rfc822;a@b.example\r\nAction: failed\r\nDiagnostic-Code: smtp; ${text}`,
      '--x--',
    ),
  'a failure notice': (text) =>
    read(() =>
      mailToContact(
        readMime(
          bytes(`Return-Path: <>\r\nFrom: mailer-daemon@b.example\r\nSubject: failure notice\r\n\r\n${text}`),
        ),
        delivery,
        context,
      ),
    ),
  'what a mail system tells': (text) =>
    read(() =>
      mailToContact(
        readMime(bytes(`From: MAILER-DAEMON <>\r\nSubject: Mail delivery failed\r\n\r\n${text}`)),
        delivery,
        context,
      ),
    ),
  'the words of a mail that may be late': (text) =>
    read(() =>
      mailToContact(
        readMime(bytes(`Return-Path: <>\r\nFrom: postmaster@b.example\r\nSubject: ${text}\r\n\r\n${text}`)),
        delivery,
        context,
      ),
    ),
  'a note of absence': (text) => mail(`Subject: Automatische Antwort: ${text}`, '', text),
  'the fields of Postmark': (text) =>
    inPostmark({
      FromFull: { Email: 'a@b.example', Name: text },
      Subject: text,
      TextBody: text,
      HtmlBody: text,
      Headers: [{ Name: 'Received-SPF', Value: text }],
      Attachments: [{ Name: text, Content: 'QUJD', ContentType: text, ContentID: text }],
    }),
  'an attachment’s content at Postmark': (text) =>
    inPostmark({ From: 'a@b.example', Attachments: [{ Name: 'a', Content: text, ContentType: 'a/b' }] }),
  'the fields of SendGrid': (text) =>
    inSendgrid({
      headers: `From: a@b.example\r\n${text}`,
      text,
      html: text,
      SPF: text,
      dkim: text,
      envelope: text,
    }),
  'the fields of Mailgun': (text) =>
    inMailgun({
      from: text,
      sender: text,
      recipient: text,
      subject: text,
      'body-plain': text,
      'body-html': text,
      'message-headers': JSON.stringify([
        ['Received', text],
        ['X-Mailgun-Spf', text],
        ['Message-Id', text],
      ]),
      'content-id-map': text,
    }),
  'the headers of a mail at Mailgun': (text) => inMailgun({ 'body-plain': 'x', 'message-headers': text }),
  'a whole mail at Mailgun': (text) => inMailgun({ 'body-mime': text }),
  'a form without its boundary': (text) =>
    read(() =>
      mailgun.normalize(proven(bytes(text)), {
        settings: localSettings({ adapter: mailgun, sender: mailgunSender }),
        receivedAt,
      }),
    ),
  'the fields of Mandrill': (text) =>
    inMandrill({
      from_email: text,
      from_name: text,
      email: text,
      text,
      headers: { From: text, Received: [text] },
    }),
  'the files of Mandrill': (text) =>
    inMandrill({
      html: text,
      attachments: { a: { name: text, type: text, content: text, base64: false } },
      images: { b: { name: 'b', type: text, content: text, base64: true } },
    }),
  'a whole mail at Mandrill': (text) => inMandrill({ raw_msg: text, text }),
  'a mail in the bucket': (text) => inBucket(text),
  'the headers that Amazon SES writes': (text) =>
    inBucket(
      `Return-Path: <${text}>\r\nReceived: from a by inbound-smtp.eu-west-1.amazonaws.com with SMTP id x for ${text};\r\n` +
        `X-SES-Spam-Verdict: ${text}\r\nAuthentication-Results: amazonses.com; ${text}\r\nTo: ${text}\r\n\r\nx`,
    ),
  'who Amazon SES received a mail from': (text) =>
    inBucket(`Received: from ${text} by inbound-smtp.${text}\r\nFrom: a@b.example\r\n\r\nx`),
  'what Amazon SES says of a mail': (text) =>
    inSns({
      notificationType: 'Received',
      mail: { source: text, destination: [text] },
      receipt: {
        recipients: [text],
        spfVerdict: { status: text },
        spamVerdict: { status: text },
        action: { encoding: text },
      },
      content: text,
    }),
  'the announcement of a mail': (text) => {
    const headers = new Headers({ 'content-type': 'application/vnd.netzdialog.mail-announcement+json' })
    return read(() => announcedMail({ body: bytes(JSON.stringify({ size: 1, sha256: text })), headers }))
  },
  'an event of a system that signs': (text) =>
    inStandard({
      platform: 'forum',
      kind: 'message.created',
      occurredAt: text,
      account: { id: text },
      author: { id: text, name: text, email: text, phone: text, handle: text },
      conversation: { id: text, subject: text },
      message: {
        id: text,
        text,
        html: text,
        url: text,
        attachments: [{ name: text, type: text, content: text, url: text }],
      },
      [text]: text,
    }),
  'the HTML of a system that signs': (text) =>
    inStandard({ platform: 'forum', author: { id: '1' }, message: { id: '1', html: text } }),
  'a comment at Facebook': (text) =>
    inFacebook({
      changes: [
        {
          field: 'feed',
          value: {
            item: 'comment',
            verb: 'add',
            post_id: '4711_777',
            comment_id: '777_10',
            from: { id: '991', name: text },
            message: text,
            link: text,
            created_time: 1_795_203_801,
          },
        },
      ],
    }),
  'a message at Facebook': (text) =>
    inFacebook({
      messaging: [
        {
          sender: { id: '991' },
          recipient: { id: '4711' },
          timestamp: 1_795_203_801_000,
          message: {
            mid: 'm1',
            text,
            attachments: [{ type: 'fallback', title: text, payload: { url: text, title: text } }],
          },
        },
      ],
    }),
  'a post at X': (text) =>
    inTwitter({
      for_user_id: '700',
      tweet_create_events: [
        {
          id_str: '101',
          text,
          created_at: text,
          user: { id_str: '1', screen_name: text, name: text },
          entities: { urls: [{ url: text, expanded_url: text, indices: [0, 10] }] },
          extended_entities: { media: [{ type: 'photo', media_url_https: `https://${text}` }] },
        },
      ],
    }),
  'a hit at X': (text) =>
    inTwitter({
      data: { id: '301', text, author_id: '1', conversation_id: '301' },
      includes: { users: [{ id: '1', username: text, name: text }] },
      matching_rules: [{ id: '1', tag: text }],
    }),
  'a webhook’s JSON': (text) => read(() => parseJson(text)),
  'the words of an event, presented': (text) =>
    present({ message: { ...message, text, quoted: text, signature: text } }),
  'the HTML of an event, presented': (text) =>
    present({ message: { ...message, text: 'x', html: text, quoted: 'y' } }),
  'the names in an event, presented': (text) =>
    present({
      author: { role: 'customer', id: text, name: text, handle: text, email: text, url: text },
      message: {
        ...message,
        text: 'x',
        attachments: [{ type: 'image', state: 'remote', name: text, url: text }],
      },
      conversation: { id: 'facebook:1', match: 'platform', subject: text },
    }),
  'HTML that is made safe': (text) => read(() => toSafeHtml(text)),
  'HTML that is found to be safe, or not': isSafeHtml,
  'HTML that is safe': (text) => isSafeHtml(`<p title="${escapeText(text)}">${escapeText(text)}</p>`),
  'a text that is cut': (text) => shorten(text, text.length - 10, { mark: ' …' }),
  'a text that is cut in bytes': (text) => shorten(text, text.length - 10, { unit: 'bytes', mark: ' …' }),
  'a text in parts': (text) => splitText(text, 1000),
  'a text for a system without emoji': (text) => storableText(text, 'bmp'),
  'a file’s name for a download': attachmentHeader,
  'a file’s name': safeFileName,
  'a file’s name in ASCII': asciiFileName,
  'a file’s name in a key': keyName,
  'a media type': readMediaType,
  'a line for programs': printableLine,
  'a text that is cut for an event': (text) => cutText(text, text.length - 10),
  'HTML that a person is taken out of': redactHtml,
}
