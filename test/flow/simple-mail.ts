/** With umlauts in 8 bits, and a line that SMTP has to stuff. */
export const simpleMail = [
  'From: Anne Beispiel <anne@kunde.example>',
  'To: service@acme.example',
  'Subject: =?utf-8?Q?St=C3=B6rung?=',
  'Message-ID: <postfix-1@kunde.example>',
  'Date: Fri, 20 Nov 2026 10:00:00 +0100',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Schöne Grüße',
  '.mit einem Punkt am Anfang',
  '',
].join('\r\n')
