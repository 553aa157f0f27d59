import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { bundleFunction, type StageName, stages } from '../../lib/bundle-function.ts'

/**
 * What a cold start reads, in bytes: the size measured and 2 %. For an adapter: what it adds to its stage.
 * Raise a number only with the reason in the commit.
 */
const ceilings: Record<string, number> = {
  ingest: 429_384,
  'ingest + facebook': 30_006,
  'ingest + twitter': 31_845,
  'ingest + mime': 213_882,
  'ingest + postmark': 218_903,
  'ingest + sendgrid': 220_407,
  route: 480_019,
  deliver: 503_149,
  'deliver + genesys': 61_146,
  'deliver + mail': 46_124,
  'deliver + rt': 54_868,
  'deliver + webhook': 6_178,
  'deliver + zendesk': 62_917,
  'deliver + znuny': 60_508,
  attachments: 533_036,
}

/** For an adapter that has no line yet, in bytes: what a webhook with JSON and HMAC never needs. */
const ofNewAdapter = 64_000

interface Bundle {
  readonly folder: string
  readonly metafile: Metafile
}
const bundles = new Map<StageName, Bundle>()

beforeAll(() => {
  for (const stage of stages) {
    const folder = mkdtempSync(join(tmpdir(), `netzdialog-${stage}-`))
    bundles.set(stage, { folder, metafile: bundleFunction(stage, folder) })
  }
})
afterAll(() => {
  for (const { folder } of bundles.values()) rmSync(folder, { recursive: true })
})

function outputsOf(stage: StageName): Metafile['outputs'] {
  const { outputs = {} } = bundles.get(stage)?.metafile ?? {}
  return Object.fromEntries(Object.entries(outputs).filter(([file]) => file.endsWith('.mjs')))
}

/** The output file that a source file is the entry of. */
function chunkOf(stage: StageName, source: string): string {
  const found = Object.entries(outputsOf(stage)).find(([, { entryPoint }]) => entryPoint === source)
  if (!found) throw new Error(`${source} is no entry or chunk of ${stage}`)
  return found[0]
}

/** An output file and all that it imports without being asked: what Node reads before the first line runs. */
function readWith(stage: StageName, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { path, kind, external } of outputsOf(stage)[file]?.imports ?? [])
    if (kind === 'import-statement' && !external) readWith(stage, path, seen)
  return seen
}

function bytesOf(stage: StageName, files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + (outputsOf(stage)[file]?.bytes ?? 0), 0)
}

const coldStart = (stage: StageName) => readWith(stage, chunkOf(stage, `functions/${stage}/handler.ts`))

const adapters: [stage: StageName, kind: 'platforms' | 'destinations', name: string][] = [
  ...Object.keys(platformAdapters).map((name): ['ingest', 'platforms', string] => [
    'ingest',
    'platforms',
    name,
  ]),
  ...Object.keys(destinationAdapters).map((name): ['deliver', 'destinations', string] => [
    'deliver',
    'destinations',
    name,
  ]),
]

function sizes(): Record<string, number> {
  const ofStages = stages.map((stage): [string, number] => [stage, bytesOf(stage, coldStart(stage))])
  const ofAdapters = adapters.map(([stage, kind, name]): [string, number] => {
    const before = coldStart(stage)
    const after = readWith(stage, chunkOf(stage, `functions/${kind}/${name}/index.ts`))
    return [
      `${stage} + ${name}`,
      bytesOf(
        stage,
        [...after].filter((file) => !before.has(file)),
      ),
    ]
  })
  return Object.fromEntries([...ofStages, ...ofAdapters])
}

describe('the bundles', () => {
  it('stay below their ceilings', () => {
    const measured = sizes()
    const suggested = Object.entries(measured).map(([name, size]) => `${name}: ${Math.ceil(size * 1.02)}`)
    const hint = `measured and 2 %: ${suggested.join(', ')}`
    const tooLarge = Object.entries(measured).filter(
      ([name, size]) => size > (ceilings[name] ?? ofNewAdapter),
    )
    expect(tooLarge, hint).toEqual([])
    expect(Object.keys(measured), hint).toEqual(expect.arrayContaining(Object.keys(ceilings)))
  })

  it('have a ceiling of their own each', ({ skip }) => {
    const without = Object.keys(sizes()).filter((name) => !(name in ceilings))
    if (process.env['CI'] === undefined && without.length > 0)
      skip(`CI asks for one of ${without.join(', ')}`)
    expect(without).toEqual([])
  })

  it.each(stages)('of %s has its entry where Lambda looks for it', (stage) => {
    expect(basename(chunkOf(stage, `functions/${stage}/handler.ts`))).toBe('index.mjs')
  })

  const foreign: Record<StageName, RegExp> = {
    ingest: /^functions\/(destinations|route|deliver|attachments)\//,
    route: /^functions\/(platforms|destinations|kits\/mail|ingest|deliver|attachments)\//,
    deliver:
      /^functions\/(platforms|kits\/mail|ingest|route|attachments)\/|(^|\/)node_modules\/htmlparser2\//,
    attachments: /^functions\/(platforms|destinations|kits\/mail|ingest|route|deliver)\//,
  }
  const nowhere =
    /(^|\/)node_modules\/(aws-cdk-lib|constructs|cdk-nag|fauxqs|dynalite|esbuild)\/|^(bin|lib|test)\//

  it.each(stages)('of %s holds nothing of the others, of CDK, of the local run or of a test', (stage) => {
    const inputs = Object.keys(bundles.get(stage)?.metafile.inputs ?? {})
    expect(inputs).toContain(`functions/${stage}/handler.ts`)
    expect(inputs.filter((input) => foreign[stage].test(input) || nowhere.test(input))).toEqual([])
  })

  it.each(adapters)('of %s reads an adapter of %s (%s) only when it is asked for', (stage, kind, name) => {
    const eager = [...coldStart(stage)].flatMap((file) => Object.keys(outputsOf(stage)[file]?.inputs ?? {}))
    expect(eager.filter((input) => input.startsWith(`functions/${kind}/${name}/`))).toEqual([])
    expect(chunkOf(stage, `functions/${kind}/${name}/index.ts`)).toMatch(/\.mjs$/)
  })

  const destinations = adapters.filter(([, kind]) => kind === 'destinations')
  it.each(destinations)(
    'of %s leaves what operators ask of a destination (%s: %s) unread',
    (stage, kind, name) => {
      const read = [...readWith(stage, chunkOf(stage, `functions/${kind}/${name}/index.ts`))]
      const inputs = read.flatMap((file) => Object.keys(outputsOf(stage)[file]?.inputs ?? {}))
      expect(inputs).toContain(`functions/${kind}/${name}/index.ts`)
      expect(inputs.filter((input) => /\/(probe|permissions|operator)[^/]*[.]ts$/.test(input))).toEqual([])
    },
  )

  it.each(stages)(
    'of %s is the same whenever it is built, so that nothing is deployed without a change',
    (stage) => {
      const folder = mkdtempSync(join(tmpdir(), `netzdialog-${stage}-`))
      const first = bundles.get(stage)
      bundleFunction(stage, folder)
      const read = (from: string, file: string) => readFileSync(join(from, basename(file)), 'utf8')
      for (const file of Object.keys(outputsOf(stage)))
        expect(read(folder, file)).toBe(read(first?.folder ?? '', file))
      rmSync(folder, { recursive: true })
    },
  )
})
