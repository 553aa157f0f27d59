/** Compiles what the package ships into `dist/`, and puts beside it what the programs read. `npm pack` runs it. */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, extname, join, resolve } from 'node:path'

const project = resolve(import.meta.dirname, '../..')
const dist = join(project, 'dist')

rmSync(dist, { recursive: true, force: true })
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: project,
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 1)

const compiled = new Set(['.ts', '.mjs'])
const left = new Set(['tools', 'create'])
cpSync(join(project, 'bin'), join(dist, 'bin'), {
  recursive: true,
  filter: (source) => !left.has(basename(source)) && !compiled.has(extname(source)),
})
// The operator's of this repository is nobody else's.
for (const file of ['deployment.js', 'deployment.js.map', 'deployment.d.ts'])
  rmSync(join(dist, 'bin', file), { force: true })
const { name, version, description, type, sideEffects, peerDependencies, dependencies, allowScripts } =
  JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
const read = { name, version, description, type, sideEffects, peerDependencies, dependencies, allowScripts }
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(read, undefined, 2)}\n`)
