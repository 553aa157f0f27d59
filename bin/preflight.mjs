// Runs on any Node.js, before a file in TypeScript is loaded: says what is missing instead of failing obscurely.
import { existsSync } from 'node:fs'

const needed = 24

if (!existsSync(new URL('../node_modules/commander', import.meta.url)))
  end('its packages are not installed: run `npm ci`')
if (Number.parseInt(process.versions.node, 10) < needed)
  end(
    `it needs Node.js ${needed} and this is ${process.versions.node}: the package \`node\` brings the right one, ` +
      'unless npm was told to run no install scripts. Run `npm ci --ignore-scripts=false`, or install ' +
      `Node.js ${needed}`,
  )

/** @param {string} sentence */
function end(sentence) {
  console.error(`netzdialog cannot start: ${sentence}.`)
  process.exit(1)
}
