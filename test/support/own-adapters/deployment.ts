import type { DeploymentInput } from '../../../schemas/deployment.ts'

/** A deployment with a platform and a destination of its own; seen from this folder. */
export const deployment = {
  name: 'acme',
  platforms: { facebook: {}, forum: { adapter: './forum.ts' } },
  destinations: [{ name: 'desk', adapter: './desk.ts', settings: { url: 'https://desk.test' } }],
  routing: { rules: [{ to: ['desk'] }] },
} satisfies DeploymentInput
