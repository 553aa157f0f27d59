import manifest from '../../package.json' with { type: 'json' }

/** What `npm test` of a project does until it has an adapter of its own. */
export const checkScript = 'netzdialog check'

/** What a project needs of the package's optional peers: the local run, and CDK. The suites come with an adapter. */
const needed = [
  '@hono/node-server',
  'aws-cdk',
  'aws-cdk-lib',
  'cloudevents',
  'constructs',
  'dynalite',
  'fauxqs',
  'idiomorph',
  'standardwebhooks',
] as const

/**
 * The three files of a project, by name. Ranges are those that this version was tried with; of the emulators it is one
 * version each, whose insides the local run knows.
 *
 * @param from what npm takes as `netzdialog` in place of this version: `file:../netzdialog-1.0.0.tgz`
 */
export function projectFiles(name: string, from?: string): Record<string, string> {
  const { allowScripts, peerDependencies: ranges, version } = manifest
  const project = {
    name,
    private: true,
    type: 'module',
    engines: { node: '>=24' },
    scripts: { start: 'netzdialog start', test: checkScript, deploy: 'netzdialog deploy' },
    dependencies: { netzdialog: from ?? `^${version}` },
    devDependencies: Object.fromEntries(needed.map((peer) => [peer, ranges[peer]])),
    // npm asks of each package with an install script whether it may run.
    allowScripts,
  }
  return {
    'package.json': `${JSON.stringify(project, undefined, 2)}\n`,
    '.gitignore': 'node_modules/\ncdk.out/\n.netzdialog/\n*.log\ninbox.db*\n/inbox/\n',
    'netzdialog.config.ts': `import { defineDeployment } from 'netzdialog'

/** What is deployed. Secrets never stand here: they live in AWS Secrets Manager. */
export default defineDeployment({
  name: 'netzdialog',
  platforms: { facebook: {}, mime: {} },
  destinations: [
    { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com/netzdialog' } },
  ],
  routing: { rules: [{ to: ['crm'] }] },
})
`,
  }
}
