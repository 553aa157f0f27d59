/** What takes mails in: their events are of the platform `email`. */
export const mailGateways: readonly string[] = [
  'mailgun',
  'mandrill',
  'mime',
  'postmark',
  'resend',
  'sendgrid',
  'ses',
]
