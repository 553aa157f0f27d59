import type { RoutedEvent } from '../../schemas/contact-event.ts'

/** A customer's public comment under the company's post, as route hands it on. */
export function routedEvent(overrides: Partial<RoutedEvent> = {}): RoutedEvent {
  return {
    schemaVersion: '1',
    id: 'evt_6b1f0c9d2e7a48538f4c1b0a9d3e5f72',
    kind: 'message.created',
    platform: 'facebook',
    surface: 'comment',
    account: { id: '4711' },
    occurredAt: '2026-11-20T19:43:21Z',
    occurredAtSource: 'platform',
    receivedAt: '2026-11-20T19:43:22.105Z',
    visibility: 'public',
    addressing: 'direct',
    direction: 'inbound',
    conversation: {
      id: 'facebook:4711_777/777_10',
      rootMessageId: 'facebook:4711_777',
      parentMessageId: 'facebook:4711_777',
      match: 'platform',
      startedBy: { id: '991' },
      url: 'https://www.facebook.com/4711_777',
    },
    message: {
      id: 'facebook:777_10',
      text: 'Mein Fernseher ist schwarz, gleich beginnt das Finale!',
      attachments: [],
    },
    author: { role: 'customer', id: '991', scope: 'facebook:4711', name: 'Änne Grün 🚚' },
    reply: { public: true, windows: [] },
    authenticity: { method: 'hmac-sha256', proven: true },
    work: {
      effect: 'open',
      key: 'facebook:4711_777/777_10',
      reopen: false,
      reason: 'customer message to the company',
    },
    ...overrides,
  }
}

/** The same person's mail in a thread whose ticket exists, as route hands it on. */
export function routedMail(overrides: Partial<RoutedEvent> = {}): RoutedEvent {
  return {
    schemaVersion: '1',
    id: 'evt_9a2c77b4e01d4f6a8c35d2f1b6e07948',
    kind: 'message.created',
    platform: 'email',
    surface: 'email',
    account: { id: 'service@acme.test' },
    occurredAt: '2026-11-20T09:00:00Z',
    occurredAtSource: 'sender',
    receivedAt: '2026-11-20T09:00:04.310Z',
    visibility: 'private',
    addressing: 'direct',
    direction: 'inbound',
    conversation: {
      id: 'email:1f0c6e2ab93d4785',
      parentMessageId: 'email:<m0@kunde.test>',
      subject: 'Re: Störung',
      match: 'header',
    },
    message: {
      id: 'email:<m1@kunde.test>',
      text: 'Immer noch schwarz.',
      html: '<p>Immer noch schwarz.</p>',
      quoted: 'Am 19.11. schrieb der Kundendienst: Bitte ziehen Sie den Stecker.',
      attachments: [
        {
          key: 'attachments/2026/11/20/foto',
          name: 'foto.jpg',
          type: 'image/jpeg',
          size: 81233,
          sha256: '3b7e1f0c5d2a48968f4c1b0a9d3e5f726b1f0c9d2e7a48538f4c1b0a9d3e5f72',
          state: 'stored',
        },
      ],
    },
    author: { role: 'customer', id: 'anne@kunde.test', name: 'Änne', email: 'anne@kunde.test' },
    recipients: [{ email: 'service@acme.test' }],
    reply: { public: false, windows: [] },
    authenticity: {
      method: 'standard-webhooks',
      proven: true,
      spf: 'pass',
      dkim: 'none',
      dmarc: 'none',
    },
    work: {
      effect: 'append',
      key: 'email:1f0c6e2ab93d4785',
      reopen: true,
      reason: 'customer message to the company',
    },
    ...overrides,
  }
}
