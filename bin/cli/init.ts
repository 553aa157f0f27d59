import { statSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { WrongUse } from './errors.ts'
import { npmInstall } from './npm-install.ts'
import { print } from './print.ts'
import { projectFiles } from './project-files.ts'

export interface InitOptions {
  /** False leaves the packages to `npm install`. */
  readonly install: boolean
  /** A packed netzdialog, a file, in place of the registry's. */
  readonly from?: string
}

const packageName = /^[a-z0-9][a-z0-9._-]{0,99}$/

/**
 * Makes a project of its own: three files for git, and its packages.
 *
 * @throws WrongUse where the folder holds something or the archive is not there, Fault where npm fails
 */
export async function init(given: string, { install, from }: InitOptions): Promise<void> {
  const folder = resolve(given)
  const name = basename(folder)
  if (!packageName.test(name))
    throw new WrongUse(`"${name}" is no name for a project: take lower-case letters, digits, dashes and dots`)
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new WrongUse(`${folder} is a file: name a folder that is empty or not there`)
  if (from !== undefined && !statSync(from, { throwIfNoEntry: false })?.isFile())
    throw new WrongUse(`there is no file "${from}": give --from an archive that \`npm pack\` made`)
  await mkdir(folder, { recursive: true })
  const there = (await readdir(folder)).filter((file) => file !== '.git')
  if (there.length > 0)
    throw new WrongUse(`${folder} holds ${there[0]} already: name a folder that is empty or not there`)
  const archive = from === undefined ? undefined : `file:${relative(folder, resolve(from))}`
  for (const [file, text] of Object.entries(projectFiles(name, archive))) {
    await writeFile(join(folder, file), text, { flag: 'wx' })
    print(`wrote ${join(given, file)}`)
  }
  if (install) npmInstall(folder)
  const steps = [`cd ${given}`, ...(install ? [] : ['npm install']), ...nodeStep(), 'npm start']
  print(`\nNext:\n${steps.map((step) => `  ${step}`).join('\n')}`)
}

const neededNode = 24

/** `npm create` runs on any Node.js; the project does not. */
function nodeStep(): string[] {
  const [major = ''] = process.versions.node.split('.')
  return Number(major) < neededNode ? [`npm install --save-dev node@${neededNode}`] : []
}
