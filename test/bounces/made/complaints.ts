import { answer, type MadeBounce } from './made-bounce.ts'

const head = (from: string, subject: string) => [
  `From: ${from}`,
  'To: abuse@acme.test',
  `Subject: ${subject}`,
  'Message-ID: <c1@isp.test>',
  'MIME-Version: 1.0',
]
const original = ['--b', 'Content-Type: message/rfc822', '', ...answer, '', 'Guten Tag', '--b--']
const text = (words: string) => ['--b', 'Content-Type: text/plain', '', words]

function complaint(name: string, lines: readonly string[]): MadeBounce {
  return { name, kind: 'complaint', raw: lines.join('\r\n'), recipients: [] }
}

/** Mailbox providers tell that somebody took a mail for spam. */
export const complaints: readonly MadeBounce[] = [
  complaint('ARF', [
    ...head('feedback@isp.test', 'FW: AW: Frage zur Rechnung'),
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    ...text('This is an email abuse report.'),
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse\r\nVersion: 1\r\nUser-Agent: x/1\r\n',
    ...original,
  ]),
  complaint('ARF, report-type quoted on a folded line, about authentication', [
    ...head('OpenDMARC Filter <opendmarc@isp.test>', 'FW: AW: Frage zur Rechnung'),
    'Content-Type: multipart/report;\r\n\tboundary=b;\r\n\treport-type="feedback-report"',
    '',
    ...text('This is an authentication failure report.'),
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: auth-failure\r\nVersion: 1\r\n',
    ...original,
  ]),
  complaint('ARF in a multipart/mixed', [
    ...head('fbl@isp.test', 'Email Feedback Report for IP 192.0.2.7'),
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...text('This is an email abuse report.'),
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse\r\nVersion: 1\r\n',
    ...original,
  ]),
  complaint('fields of a report in the text', [
    ...head('fbl@isp.test', 'Abuse report'),
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...text('A user complained.\r\n\r\nFeedback-Type: abuse\r\nSource-IP: 192.0.2.7'),
    ...original,
  ]),
  complaint('Outlook.com', [
    ...head('staff@hotmail.com', 'complaint about message from 192.0.2.7'),
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'X-HmXmrOriginalRecipient: <anne@hotmail.test>',
    ...answer,
    '',
    'Guten Tag',
    '--b--',
  ]),
]
