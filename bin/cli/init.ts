import { spawnSync } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { Fault, WrongUse } from './errors.ts'
import { print } from './print.ts'

export interface InitOptions {
  /** False leaves the packages to `npm install`. */
  readonly install: boolean
}

const packageName = /^[a-z0-9][a-z0-9._-]{0,99}$/
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
 * Makes a project of its own: three files for git, and its packages.
 *
 * @throws WrongUse where the folder holds something, Fault where npm fails
 */
export async function init(given: string, { install }: InitOptions): Promise<void> {
  const folder = resolve(given)
  const name = basename(folder)
  if (!packageName.test(name))
    throw new WrongUse(`"${name}" is no name for a project: take lower-case letters, digits, dashes and dots`)
  await mkdir(folder, { recursive: true })
  const there = (await readdir(folder)).filter((file) => file !== '.git')
  if (there.length > 0)
    throw new WrongUse(`${folder} holds ${there[0]} already: name a folder that is empty or not there`)
  for (const [file, text] of Object.entries(filesOf(name))) {
    await writeFile(join(folder, file), text, { flag: 'wx' })
    print(`wrote ${join(given, file)}`)
  }
  if (install) {
    print('npm install runs now, once')
    const { status } = spawnSync('npm', ['install'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0)
      throw new Fault(`npm could not install the packages: run \`npm install\` in ${given} when it can`)
  }
  print(`\nNext:\n  cd ${given}\n  ${install ? '' : 'npm install\n  '}npm start`)
}

/** Ranges are those that this version was tried with. */
function filesOf(name: string): Record<string, string> {
  const { peerDependencies: ranges, version } = manifest
  const project = {
    name,
    private: true,
    type: 'module',
    engines: { node: '>=24' },
    scripts: { start: 'netzdialog start', test: 'netzdialog check', deploy: 'netzdialog deploy' },
    dependencies: { netzdialog: `^${version}` },
    devDependencies: Object.fromEntries(needed.map((peer) => [peer, ranges[peer]])),
  }
  return {
    'package.json': `${JSON.stringify(project, undefined, 2)}\n`,
    '.gitignore': 'node_modules/\ncdk.out/\n*.log\n',
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
