import type { DeploymentInput } from '../schemas/deployment.ts'

/** The one file that an operator edits. Secrets never stand here: they live in AWS Secrets Manager. */
export const deployment: DeploymentInput = {
  platforms: {
    facebook: {},
    twitter: {},
    mailgun: {},
    mime: {},
    postmark: {},
    sendgrid: {},
    standard: {
      settings: {
        platforms: {
          telephone: 'Telephone',
          scanner: 'Letters and faxes',
          forum: 'Forum',
          blog: 'Blog',
          wiki: 'Wiki',
          reviews: 'Reviews',
        },
      },
    },
  },
  destinations: [
    {
      name: 'crm',
      adapter: 'webhook',
      settings: { url: 'https://crm.example.com/netzdialog' },
    },
  ],
  routing: {
    rules: [{ to: ['crm'] }],
  },
}
