#!/usr/bin/env node
// Runs on any Node.js. The repository has the program in TypeScript, a package has it compiled.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const source = new URL('./netzdialog.ts', import.meta.url)
const compiled = new URL('../dist/bin/netzdialog.js', import.meta.url)
const isRepository = existsSync(source)

if (isRepository && !existsSync(new URL('../node_modules/commander', import.meta.url))) {
  console.error('netzdialog: its packages are not installed here: run `npm ci` in its folder')
  process.exitCode = 1
} else if (Number.parseInt(process.versions.node, 10) >= needed) {
  await import((isRepository ? source : compiled).href)
} else {
  // The package `node` brings the right one; npx and npm scripts find it, a path does not.
  const found = [
    fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url)),
    resolve('node_modules/node/bin/node'),
  ].find((file) => existsSync(file))
  if (found) runWith(found)
  else {
    console.error(
      `netzdialog needs Node.js ${needed} and this is ${process.versions.node}: install Node.js ${needed}, or add the ` +
        'package that brings it to your project with `npm install --save-dev node@24`' +
        (process.argv[2] === 'init' && !isRepository
          ? '. `npm create netzdialog@latest <folder>` makes a project on any Node.js'
          : ''),
    )
    process.exitCode = 1
  }
}

/** @param {string} node */
function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // Of a terminal both hear Ctrl-C: a second one would end the child at once.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code) => process.exit(code ?? 1))
}
