import { spawnSync } from 'node:child_process'
import { Fault } from './errors.ts'
import { print } from './print.ts'

/** @throws Fault where npm fails */
export function npmInstall(folder: string): void {
  print('npm install runs now')
  const { status } = spawnSync('npm', ['install'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0)
    throw new Fault(`npm could not install the packages: run \`npm install\` in ${folder} when it can`)
}
