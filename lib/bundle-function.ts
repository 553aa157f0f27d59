import { extname, resolve } from 'node:path'
import { buildSync, type Metafile } from 'esbuild'

export const stages = ['ingest', 'route', 'deliver', 'attachments', 'fetch', 'watch'] as const
export type StageName = (typeof stages)[number]

export const projectRoot = resolve(import.meta.dirname, '..')

/** `.ts` in the repository, `.js` where it was compiled. */
const extension = extname(import.meta.filename)

/** The program that route runs functions of one's own in, as an entry of its bundle. */
export const ownHost: readonly [name: string, file: string] = [
  'own-host',
  `functions/route/own/own-host${extension}`,
]

/** The program that takes mails out of the bucket, as an entry of the bundle of ingest. */
export const collectEntry: readonly [name: string, file: string] = [
  'collect',
  `functions/ingest/collect-handler${extension}`,
]

/**
 * Bundles `functions/<stage>/handler.ts` into `outdir`: the entry as `index.mjs`, and a chunk for each adapter,
 * so that a cold start reads only the one it needs. Everything is bundled, the AWS SDK too.
 *
 * @param modules further entries, which share their chunks with the handler: what a module is called there, without
 * its ending, and the file that it is
 * @returns esbuild's account of what went in, its paths relative to the project
 */
export function bundleFunction(
  stage: StageName,
  outdir: string,
  modules: Readonly<Record<string, string>> = {},
): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: { index: `functions/${stage}/handler${extension}`, ...modules },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // esbuild's default for Node takes CommonJS builds first, which cannot be shaken.
    mainFields: ['module', 'main'],
    minify: true,
    // Off at run time, where only codes are logged: reading the maps adds a tenth to a cold start's CPU time. To see
    // a stack in TypeScript, set NODE_OPTIONS=--enable-source-maps on the function.
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  return metafile
}
