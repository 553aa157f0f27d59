import type { ContactEvent, RoutedEvent } from '../../../schemas/contact-event.ts'

type Told = Partial<Omit<RoutedEvent, 'message'>> & {
  message?: Partial<NonNullable<ContactEvent['message']>>
}

/** A comment under the page's post, changed as told. */
export function facebookComment({ message, ...told }: Told = {}): RoutedEvent {
  return {
    schemaVersion: '1',
    id: `evt_${'0'.repeat(32)}`,
    kind: 'message.created',
    platform: 'facebook',
    surface: 'comment',
    account: { id: '4711', name: 'Acme TV' },
    occurredAt: '2026-11-20T19:43:21.000Z',
    occurredAtSource: 'platform',
    receivedAt: '2026-11-20T19:43:22.105Z',
    visibility: 'public',
    addressing: 'direct',
    direction: 'inbound',
    conversation: {
      id: 'facebook:4711_777/777_10',
      rootMessageId: 'facebook:4711_777',
      url: 'https://www.facebook.com/4711_777',
      match: 'platform',
    },
    message: {
      id: 'facebook:777_10',
      text: 'Mein Fernseher ist schwarz, gleich beginnt das Finale!',
      attachments: [],
      ...message,
    },
    author: { role: 'customer', id: '991', scope: 'facebook:4711', name: 'Änne Grün 🚚' },
    reply: { public: true, windows: [] },
    authenticity: { method: 'hmac-sha256', proven: true },
    work: { effect: 'open', key: 'facebook:4711_777/777_10', reopen: false, reason: 'customer message' },
    ...told,
  }
}

/** A Messenger message: private, with two windows for answers. */
export function messengerMessage({ message, ...told }: Told = {}): RoutedEvent {
  return facebookComment({
    surface: 'direct_message',
    visibility: 'private',
    conversation: { id: 'facebook:4711/991', match: 'platform' },
    message: { id: 'facebook:m_1', text: 'Hilft mir jemand?', ...message },
    author: { role: 'customer', id: '991', scope: 'facebook:4711' },
    reply: {
      public: false,
      maxLength: 2000,
      windows: [
        { until: '2026-11-21T19:43:21.000Z', means: 'standard messaging window' },
        { until: '2026-11-27T19:43:21.000Z', means: 'HUMAN_AGENT tag: a person answers' },
      ],
    },
    ...told,
  })
}

/** A post on X that names the company. */
export function mentionOnX({ message, ...told }: Told = {}): RoutedEvent {
  return facebookComment({
    platform: 'twitter',
    surface: 'post',
    account: { id: '2244994945', name: 'Acme hilft', handle: 'acme_hilft' },
    addressing: 'mention',
    conversation: { id: 'twitter:77', rootMessageId: 'twitter:77', match: 'platform' },
    message: {
      id: 'twitter:77',
      url: 'https://x.com/bert/status/77',
      text: '@acme_hilft der Stream steht schon wieder.',
      language: 'de',
      ...message,
    },
    author: {
      role: 'customer',
      id: '55',
      name: 'Bert',
      handle: 'bert',
      followers: 12_345,
      verified: true,
      url: 'https://x.com/bert',
    },
    reply: { public: true, windows: [], maxLength: 280 },
    ...told,
  })
}

export function mail({ message, ...told }: Told = {}): RoutedEvent {
  return facebookComment({
    platform: 'email',
    surface: 'email',
    visibility: 'private',
    account: { id: 'service@acme.test' },
    occurredAtSource: 'sender',
    conversation: { id: 'email:1f0c', subject: 'Re: Störung seit Montag', match: 'header' },
    message: {
      id: 'email:<m1@kunde.test>',
      text: 'Immer noch schwarz.',
      html: '<p>Immer noch <b>schwarz</b>.</p>',
      quoted: 'Am 19.11. schrieb Acme:\n> Bitte neu starten.',
      signature: 'Änne Grün\nTel. 030 1234567',
      ...message,
    },
    author: { role: 'customer', id: 'anne@kunde.test', name: 'Änne Grün', email: 'anne@kunde.test' },
    recipients: [
      { email: 'service@acme.test', kind: 'to' },
      { email: 'chef@kunde.test', name: 'Der Chef', kind: 'cc' },
    ],
    reply: { public: false, windows: [] },
    authenticity: { method: 'standard-webhooks', proven: true, spf: 'pass', dkim: 'pass', dmarc: 'pass' },
    ...told,
  })
}

/** A delivery report: the company's mail did not reach anybody. */
export function bounce(told: Told = {}): RoutedEvent {
  const { message: _, author: _author, recipients: _recipients, ...rest } = mail()
  return {
    ...rest,
    kind: 'receipt.failed',
    conversation: { id: 'email:1f0c', subject: 'Ihre Störung', match: 'header' },
    actor: { role: 'platform' },
    receipt: {
      recipient: 'anne@kunde.test',
      code: '5.1.1',
      diagnostic: 'smtp; 550 5.1.1 <anne@kunde.test>: User unknown',
    },
    target: { messageId: 'email:<m0@acme.test>' },
    work: { effect: 'none', key: 'email:1f0c', reopen: false, reason: 'asks nothing of a person' },
    ...(told as Partial<RoutedEvent>),
  }
}
