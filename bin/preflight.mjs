// Runs on any Node.js, before a file in TypeScript is loaded: installs what is missing, or says what it takes.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const project = fileURLToPath(new URL('..', import.meta.url))

// npm writes it last, so that a broken-off install has none.
const isInstalled = () => existsSync(new URL('../node_modules/.package-lock.json', import.meta.url))

let version = process.versions.node
if (!isInstalled()) {
  console.error(
    'netzdialog: its packages are not installed here: `npm ci` runs now, once, for a minute or two',
  )
  runNpm('ci')
  if (!isInstalled()) end('`npm ci` did not install its packages: what it wrote above says why')
  // `npm ci` may just have brought the Node.js that runs from here on.
  version = spawnSync('node', ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim() || version
}
if (Number.parseInt(version, 10) < needed)
  end(
    `it needs Node.js ${needed} and this is ${version}: the package \`node\` brings the right one, ` +
      'unless npm was told to run no install scripts. Run `npm ci --ignore-scripts=false`, or install ' +
      `Node.js ${needed}`,
  )

/** @param {string} command */
function runNpm(command) {
  // Other package managers set it too, to themselves.
  const path = process.env.npm_execpath ?? ''
  const [program, args] = basename(path) === 'npm-cli.js' ? [process.execPath, [path]] : ['npm', []]
  spawnSync(program, [...args, command], { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** @param {string} sentence */
function end(sentence) {
  console.error(`netzdialog cannot start: ${sentence}.`)
  process.exit(1)
}
