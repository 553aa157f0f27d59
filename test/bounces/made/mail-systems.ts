import { anne, type MadeBounce, prose } from './made-bounce.ts'

const exim =
  'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n'
const warning =
  'This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.acme.test.\n'

/** Mail systems that tell in prose alone. */
export const mailSystems: readonly MadeBounce[] = [
  prose({
    name: 'Exim',
    from: 'Mail Delivery System <Mailer-Daemon@mx.acme.test>',
    subject: 'Mail delivery failed: returning message to sender',
    headers: ['X-Failed-Recipients: anne@kunde.test', 'Auto-Submitted: auto-replied'],
    text: `${exim}\n  ${anne}\n    host mx.kunde.test [192.0.2.9]\n    SMTP error from remote mail server after RCPT TO:<${anne}>:\n    550 5.1.1 <${anne}>: Recipient address rejected: User unknown\n`,
    separator: '------ This is a copy of the message, including all the headers. ------',
    permanent: true,
  }),
  prose({
    name: 'Exim without X-Failed-Recipients, mailbox full',
    from: 'Mail Delivery System <Mailer-Daemon@mx.acme.test>',
    subject: 'Mail delivery failed: returning message to sender',
    text: `${exim}\n  ${anne}\n    mailbox is full: retry timeout exceeded\n`,
    separator: '------ This is a copy of your message, including all the headers. ------',
    permanent: false,
  }),
  prose({
    name: 'Exim that waits',
    kind: 'delay',
    from: 'Mail Delivery System <Mailer-Daemon@mx.acme.test>',
    subject: 'Warning: message 1abc-0001 delayed 24 hours',
    text: `${warning}\n  ${anne}\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n`,
  }),
  prose({
    name: 'qmail',
    from: 'MAILER-DAEMON@mx.kunde.test',
    subject: 'failure notice',
    text: `Hi. This is the qmail-send program at mx.kunde.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${anne}>:\nSorry, no mailbox here by that name. (#5.1.1)\n`,
    separator: '--- Below this line is a copy of the message.',
    permanent: true,
  }),
  prose({
    name: 'sendmail of old',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.kunde.test>',
    subject: 'Returned mail: Host unknown (Name server: kunde.test: host not found)',
    text: `The original message was received at Fri, 20 Nov 2026 10:00:00 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<${anne}>\n\n   ----- Transcript of session follows -----\n550 ${anne}... Host unknown (Name server: kunde.test: host not found)\n`,
    separator: '   ----- Original message follows -----',
    permanent: true,
  }),
  prose({
    name: 'sendmail that warns',
    kind: 'delay',
    from: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.kunde.test>',
    subject: 'Warning: could not send message for past 4 hours',
    text: `    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- Transcript of session follows -----\n${anne}... Deferred: Connection timed out with mx.kunde.test.\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n`,
  }),
  prose({
    name: 'DragonFly',
    from: 'MAILER-DAEMON <>',
    subject: 'Mail delivery failed',
    text: `This is the DragonFly Mail Agent v0.13 at mx.acme.test.\n\nThere was an error delivering your mail to <${anne}>.\n\nmx.kunde.test [192.0.2.9] did not like our RCPT TO:\n550 5.1.1 No such user\n\nMessage headers follow.`,
    permanent: true,
  }),
  prose({
    name: 'OpenSMTPD',
    from: 'Mailer Daemon <MAILER-DAEMON@mx.acme.test>',
    subject: 'Delivery status notification: error',
    text: `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n${anne}: 550 5.2.2 Over quota\n\n    Below is a copy of the original message:`,
    permanent: false,
  }),
  prose({
    name: 'OpenSMTPD that waits',
    kind: 'delay',
    from: 'Mailer Daemon <MAILER-DAEMON@mx.acme.test>',
    subject: 'Delivery status notification: warning',
    text: `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    A message is delayed for more than 4 hours for the following\n    list of recipients:\n\n${anne}: No MX found for domain\n`,
  }),
  prose({
    name: 'Courier',
    from: '"Courier mail server at mx.kunde.test" <@>',
    subject: 'NOTICE: mail delivery status.',
    text: `This is a delivery status notification from mx.kunde.test,\nrunning the Courier mail server, version 0.65.\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<${anne}>:\n    mx.kunde.test [192.0.2.9]:\n>>> RCPT TO:<${anne}>\n<<< 550 User unknown.\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'Apache James',
    from: 'postmaster@mx.kunde.test',
    subject: '[BOUNCE]',
    text: `Hi. This is the James mail server at mx.kunde.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out. Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\n${anne}\n\nError message:\n550 5.1.1 User unknown\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'IMail',
    from: '"Postmaster" <postmaster@mx.kunde.test>',
    subject: 'Undeliverable Mail',
    headers: ['X-Mailer: <SMTP32 v8.22>'],
    text: `Unknown user: ${anne}\n\n\nOriginal message follows.`,
    permanent: true,
  }),
  prose({
    name: 'Domino',
    from: 'Postmaster@mx.kunde.test',
    subject: 'DELIVERY FAILURE: User anne (anne@kunde.test) not listed in Domino Directory',
    text: `Your message\n\n  Subject: AW: Frage zur Rechnung\n\nwas not delivered to:\n\n  ${anne}\n\nbecause:\n\n  User anne (${anne}) not listed in Domino Directory\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'Messaging Server',
    from: 'Internet Mail Delivery <postmaster@mx.kunde.test>',
    subject: 'Delivery Notification: Delivery has failed',
    text: `This report relates to a message you sent with the following header fields:\n\n  Return-path: <service@acme.test>\n  Subject: AW: Frage zur Rechnung\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: ${anne}\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.1.1 unknown or illegal user: ${anne}\n`,
    returned: 'part',
    permanent: true,
  }),
  prose({
    name: 'Messaging Server that returns nothing and lists Message-ID',
    from: 'Mail Delivery System <MAILER-DAEMON@mx.kunde.test>',
    subject: 'Delivery Notification: Delivery has failed',
    text: `This report relates to a message you sent with the following header fields:\n\n  Message-id: <a1@acme.test>\n  Date: Fri, 20 Nov 2026 09:12:33 +0100\n  Subject: AW: Frage zur Rechnung\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: ${anne}\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;552 5.2.2 mailbox full: ${anne}\n`,
    returned: 'none',
    permanent: false,
  }),
]
