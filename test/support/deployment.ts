import type { DeploymentInput } from '../../schemas/deployment.ts'

/** The deployment of every test that has none of its own; `vitest.config.ts` names it in `NETZDIALOG_DEPLOYMENT`. */
export const deployment: DeploymentInput = {
  platforms: {
    facebook: {},
    twitter: {},
    mime: {},
    postmark: {},
    sendgrid: {},
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
