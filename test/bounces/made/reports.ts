import { anne, type MadeBounce, prose, report } from './made-bounce.ts'

const notice = `This is the mail system at host mx.acme.test.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n`
const fields = (action: string, status: string, diagnostic?: string) =>
  [
    `Final-Recipient: rfc822; ${anne}`,
    ...(action === '' ? [] : [`Action: ${action}`]),
    ...(status === '' ? [] : [`Status: ${status}`]),
    ...(diagnostic === undefined ? [] : [`Diagnostic-Code: ${diagnostic}`]),
  ].join('\r\n')
const subject = 'Undelivered Mail Returned to Sender'

/** Delivery reports by the book and past it, gateways, and who sends in bulk for the company. */
export const reports: readonly MadeBounce[] = [
  report({
    name: 'Postfix',
    subject,
    text: `${notice}\n<${anne}>: host mx.kunde.test[192.0.2.9] said: 550 5.1.1 User unknown`,
    status: [fields('failed', '5.1.1', 'smtp; 550 5.1.1 User unknown')],
    permanent: true,
  }),
  report({
    name: 'Postfix, mailbox full with a 5',
    subject,
    text: notice,
    status: [fields('failed', '5.2.2', 'smtp; 552 5.2.2 Over quota')],
    permanent: false,
  }),
  report({
    name: 'Postfix, host not reached for days, with a 4',
    subject,
    text: `${notice}\n<${anne}>: connect to mx.kunde.test[192.0.2.9]:25: Connection timed out`,
    status: [fields('failed', '4.4.1', 'X-Postfix; connect to mx.kunde.test: Connection timed out')],
    permanent: true,
  }),
  report({
    name: 'Postfix, mailbox full in words of a plain 5.0.0',
    subject,
    text: notice,
    status: [fields('failed', '5.0.0', 'smtp; 552 Requested mail action aborted: mailbox full')],
    permanent: false,
  }),
  report({
    name: 'Postfix that waits',
    kind: 'delay',
    subject: 'Delayed Mail (still being retried)',
    text: `THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nYour message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.`,
    status: [fields('delayed', '4.4.1', 'X-Postfix; connect: Connection refused')],
  }),
  ...['expired', 'failed (bounced)', 'error', 'Failed', 'undeliverable', ''].map((action) =>
    report({
      name: `a report whose action is "${action}"`,
      subject,
      text: notice,
      status: [fields(action, '5.1.1')],
      permanent: true,
    }),
  ),
  report({
    name: 'a report without an action, under a 4, of a mail that is late',
    kind: 'delay',
    subject: 'Delivery Status Notification (Delay)',
    text: 'This is a warning message only. Your message will be retried for 2 more days.',
    status: [fields('', '4.4.7')],
  }),
  report({
    name: 'a report whose address stands in the text alone',
    subject,
    text: `${notice}\n<${anne}>: 550 5.1.1 User unknown`,
    status: ['Action: failed\r\nStatus: 5.0.0'],
    permanent: true,
  }),
  report({
    name: 'Amazon SES',
    from: 'MAILER-DAEMON@eu-central-1.amazonses.com',
    subject: 'Delivery Status Notification (Failure)',
    text: `An error occurred while trying to deliver the mail to the following recipients:\n${anne}`,
    status: [fields('failed', '5.7.1', 'smtp; 554 5.7.1 Message rejected due to content')],
    permanent: true,
  }),
  report({
    name: 'Gmail',
    from: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
    subject: 'Delivery Status Notification (Failure)',
    text: `** Address not found **\n\nYour message wasn't delivered to ${anne} because the address couldn't be found.`,
    status: [
      fields('failed', '5.1.1', 'smtp; 550-5.1.1 The email account that you tried to reach does not exist.'),
    ],
    permanent: true,
  }),
  report({
    name: 'amavis',
    from: '"Content-filter at mx.kunde.test" <postmaster@mx.kunde.test>',
    subject: 'Undeliverable mail, MTA-BLOCKED',
    text: `The message WAS NOT relayed to:\n  <${anne}>:\n   550 5.7.0 Reject, id=02022-02\n`,
    status: [fields('failed', '5.7.0', 'smtp; 550 5.7.0 Reject, id=02022-02')],
    permanent: true,
  }),
  prose({
    name: 'Barracuda',
    from: 'postmaster@spam.kunde.test',
    subject: '**Message you sent blocked by our bulk email filter**',
    text: `Your message to: ${anne}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: AW: Frage zur Rechnung\n`,
    permanent: true,
  }),
  prose({
    name: 'MailMarshal',
    from: 'MailMarshal <postmaster@kunde.test>',
    subject: 'Undeliverable Mail: "AW: Frage zur Rechnung"',
    text: `Your message:\n   From:    service@acme.test\n   Subject: AW: Frage zur Rechnung\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    ${anne}\n\nAdditional Information\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'InterScan',
    from: '"InterScan MSS" <imss@kunde.test>',
    subject: 'Mail could not be delivered',
    text: `****** Message from InterScan Messaging Security Suite ******\n\nSent <<< RCPT TO:<${anne}>\nReceived >>> 550 5.1.1 unknown user.\n\nUnable to deliver message to <${anne}>.\n\n************************     End of message     **********************\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'MailFoundry',
    from: '<>',
    subject: 'Message delivery has failed',
    text: `Unable to deliver message to: <${anne}>\nDelivery failed for the following reason:\nServer mx.kunde.test[192.0.2.9] failed with: 550 <${anne}> No such user here\n`,
    separator: 'This has been a permanent failure.  No further delivery attempts will be made.',
    permanent: true,
  }),
  prose({
    name: 'SurfControl',
    from: 'Mail Delivery System <MAILER-DAEMON@mx.kunde.test>',
    subject: 'Message could not be delivered',
    text: `Your message could not be sent.\nA transcript of the attempts to send the message follows.\nThe number of attempts made: 1\nAddressed To: ${anne}\n\nFri 20 Nov 2026 11:00:04 +0100\nFailed to send to identified host,\n${anne}: [192.0.2.9], 550 User unknown\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'two recipients of whom one failed',
    from: 'Mail Delivery System <Mailer-Daemon@mx.acme.test>',
    subject: 'Mail delivery failed: returning message to sender',
    text: `The following address(es) failed:\n\n  carl@firma.test\n    Unrouteable address\n`,
    returned: 'none',
    recipients: ['carl@firma.test'],
    permanent: true,
  }),
]
