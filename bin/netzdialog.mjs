#!/usr/bin/env node
// Runs on any Node.js. The repository has the program in TypeScript, a package has it compiled.
import { existsSync } from 'node:fs'

const needed = 24
if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `netzdialog needs Node.js ${needed} and this is ${process.versions.node}: install Node.js ${needed}, or add the ` +
      'package that brings it to your project with `npm install --save-dev node@24`',
  )
  process.exit(1)
}
const source = new URL('./netzdialog.ts', import.meta.url)
const compiled = new URL('../dist/bin/netzdialog.js', import.meta.url)
await import((existsSync(source) ? source : compiled).href)
