import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../lib/bundle-function.ts'
import lastRelease from '../upgrade/last-release.json' with { type: 'json' }
import type { OptionalProgram } from './programs.ts'

/** Runs git on this project's history, away from what is checked out. */
function git(words: readonly string[], index?: string) {
  const { status, stderr } = spawnSync('git', words, {
    cwd: projectRoot,
    env: { ...process.env, ...(index !== undefined && { GIT_INDEX_FILE: index }) },
    encoding: 'utf8',
  })
  return { succeeded: status === 0, stderr }
}

export const releaseHistory: OptionalProgram<true> = {
  needs: `needs git and the history back to the last release: git fetch --depth=1 origin ${lastRelease.commit}`,
  find: () => (git(['cat-file', '-e', `${lastRelease.commit}^{commit}`]).succeeded ? true : undefined),
}

/**
 * The files of the last release as its commit has them, with the packages of today.
 *
 * @see test/upgrade/last-release.json
 */
export function releasedTree() {
  const root = mkdtempSync(join(tmpdir(), 'netzdialog-released-'))
  const index = join(root, '.index')
  for (const words of [
    ['read-tree', lastRelease.commit],
    ['checkout-index', '--all', `--prefix=${root}/`],
  ]) {
    const { succeeded, stderr } = git(words, index)
    if (!succeeded) throw new Error(stderr)
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'))
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
