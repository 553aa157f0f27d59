import { resolve } from 'node:path'
import { buildSync, type Metafile } from 'esbuild'

export const stages = ['ingest', 'route', 'deliver', 'attachments'] as const
export type StageName = (typeof stages)[number]

export const projectRoot = resolve(import.meta.dirname, '..')

/**
 * Bundles `functions/<stage>/handler.ts` into `outdir`: the entry as `index.mjs`, and a chunk for each adapter,
 * so that a cold start reads only the one it needs. Everything is bundled, the AWS SDK too.
 *
 * @returns esbuild's account of what went in, its paths relative to the project
 */
export function bundleFunction(stage: StageName, outdir: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: { index: `functions/${stage}/handler.ts` },
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
