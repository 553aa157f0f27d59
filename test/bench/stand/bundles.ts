import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunction, type StageName } from '../../../lib/bundle-function.ts'

/** A folder with `index.mjs`, the handler, and `host.mjs`, which runs it. */
export interface Bundle {
  readonly folder: string
}

/** The least that anybody has to do: a module of `floors`. */
export type FloorName = 'sqs-alone' | 'bare-ingest'
/** A program of `peers`. */
export type PeerName = 'bare-program' | 'node-red-globals'

export interface Bundles {
  /** As it is deployed. */
  stage(name: StageName): Bundle
  /** By the same recipe. */
  floor(name: FloorName): Bundle
  /** Likewise. */
  peer(name: PeerName): Bundle
  remove(): void
}

const host = 'test/bench/stand/measured-host.ts'

/** Bundles each once, when it is first asked for. */
export function openBundles(): Bundles {
  const root = mkdtempSync(join(tmpdir(), 'netzdialog-bench-'))
  const made = new Map<string, Bundle>()

  function once(name: string, stage: StageName, modules: Readonly<Record<string, string>>): Bundle {
    const known = made.get(name)
    if (known) return known
    const folder = join(root, name)
    bundleFunction(stage, folder, { host, ...modules })
    made.set(name, { folder })
    return { folder }
  }

  return {
    stage: (name) => once(name, name, {}),
    // In place of the stage's own entry, so that nothing of it is in the bundle.
    floor: (name) => once(name, 'ingest', { index: `test/bench/floors/${name}.ts` }),
    peer: (name) => once(name, 'ingest', { index: `test/bench/peers/${name}.ts` }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
