import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { destinationAdapters } from '../../functions/destinations/index.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { bundleFunction, type StageName, stages } from '../../lib/bundle-function.ts'
import { describeThorough } from '../support/thorough.ts'

/**
 * What a cold start reads, in bytes and in modules: as measured and 2 %. For a stage with adapters: what it reads
 * whichever it has, and for an adapter what it adds. Raise a number only with the reason in the commit.
 */
const ceilings: Record<string, Size> = {
  ingest: { bytes: 434_740, modules: 497 },
  'ingest + facebook': { bytes: 31_535, modules: 49 },
  'ingest + twitter': { bytes: 33_550, modules: 35 },
  'ingest + mailgun': { bytes: 224_673, modules: 137 },
  'ingest + mandrill': { bytes: 222_016, modules: 133 },
  'ingest + mime': { bytes: 216_833, modules: 129 },
  'ingest + postmark': { bytes: 221_045, modules: 135 },
  'ingest + resend': { bytes: 218_160, modules: 130 },
  'ingest + sendgrid': { bytes: 222_694, modules: 133 },
  'ingest + ses': { bytes: 221_594, modules: 134 },
  'ingest + standard': { bytes: 68_718, modules: 38 },
  route: { bytes: 382_550, modules: 520 },
  deliver: { bytes: 492_390, modules: 544 },
  'deliver + genesys': { bytes: 63_317, modules: 63 },
  'deliver + mail': { bytes: 47_512, modules: 39 },
  'deliver + rt': { bytes: 56_043, modules: 51 },
  'deliver + webhook': { bytes: 5_795, modules: 9 },
  'deliver + zendesk': { bytes: 64_028, modules: 62 },
  'deliver + znuny': { bytes: 61_980, modules: 58 },
  attachments: { bytes: 513_906, modules: 541 },
  fetch: { bytes: 371_054, modules: 500 },
  watch: { bytes: 247_700, modules: 394 },
}

/** For an adapter that has no line yet: what a webhook with JSON and HMAC never needs. */
const ofNewAdapter: Size = { bytes: 64_000, modules: 70 }

interface Size {
  readonly bytes: number
  readonly modules: number
}

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

function sizeOf(stage: StageName, files: ReadonlySet<string>): Size {
  const outputs = [...files].map((file) => outputsOf(stage)[file])
  return {
    bytes: outputs.reduce((sum, output) => sum + (output?.bytes ?? 0), 0),
    modules: outputs.reduce((sum, output) => sum + Object.keys(output?.inputs ?? {}).length, 0),
  }
}

const coldStart = (stage: StageName) => readWith(stage, chunkOf(stage, `functions/${stage}/handler.ts`))

/** A cold start with an adapter, for each of the stage's; without one for a stage that has none. */
function coldStarts(stage: StageName): Set<string>[] {
  const starts = adapters
    .filter(([of]) => of === stage)
    .map(([, kind, name]) => new Set([...coldStart(stage), ...withAdapter(stage, kind, name)]))
  return starts.length > 0 ? starts : [coldStart(stage)]
}

const withAdapter = (stage: StageName, kind: string, name: string) =>
  readWith(stage, chunkOf(stage, `functions/${kind}/${name}/index.ts`))

/** What a stage reads whichever adapter it has: what all of them share counts here. */
function always(stage: StageName): Set<string> {
  const [first = new Set<string>(), ...others] = coldStarts(stage)
  return new Set([...first].filter((file) => others.every((start) => start.has(file))))
}

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

function sizes(): Record<string, Size> {
  const ofStages = stages.map((stage): [string, Size] => [stage, sizeOf(stage, always(stage))])
  const ofAdapters = adapters.map(([stage, kind, name]): [string, Size] => {
    const before = always(stage)
    const added = [...withAdapter(stage, kind, name)].filter((file) => !before.has(file))
    return [`${stage} + ${name}`, sizeOf(stage, new Set(added))]
  })
  return Object.fromEntries([...ofStages, ...ofAdapters])
}

describeThorough('the bundles', () => {
  it('stay below their ceilings', () => {
    const measured = sizes()
    const suggested = Object.entries(measured).map(
      ([name, { bytes, modules }]) =>
        `'${name}': { bytes: ${Math.ceil(bytes * 1.02)}, modules: ${Math.ceil(modules * 1.02)} },`,
    )
    const hint = `measured and 2 %:\n${suggested.join('\n')}`
    const tooLarge = Object.entries(measured).filter(([name, { bytes, modules }]) => {
      const ceiling = ceilings[name] ?? ofNewAdapter
      return bytes > ceiling.bytes || modules > ceiling.modules
    })
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
    ingest: /^functions\/(destinations|route|deliver|attachments|fetch|watch)\//,
    fetch: /^functions\/(destinations|ingest|route|deliver|attachments|watch)\//,
    watch: /^functions\/(destinations|ingest|route|deliver|attachments|fetch)\//,
    route: /^functions\/(platforms|destinations|kits\/mail|ingest|deliver|attachments|fetch|watch)\//,
    deliver:
      /^functions\/(platforms|kits\/mail|ingest|route|attachments|fetch|watch)\/|(^|\/)node_modules\/htmlparser2\//,
    attachments: /^functions\/(platforms|destinations|kits\/mail|ingest|route|deliver|fetch|watch)\//,
  }
  const nowhere =
    /(^|\/)node_modules\/(aws-cdk-lib|constructs|cdk-nag|fauxqs|dynalite|esbuild)\/|^(bin|lib|test)\//

  it.each(stages)('of %s holds nothing of the others, of CDK, of the local run or of a test', (stage) => {
    const inputs = Object.keys(bundles.get(stage)?.metafile.inputs ?? {})
    expect(inputs).toContain(`functions/${stage}/handler.ts`)
    expect(inputs.filter((input) => foreign[stage].test(input) || nowhere.test(input))).toEqual([])
  })

  it.each(stages)('of %s start without a schema of what is checked where it is written', (stage) => {
    const starts = coldStarts(stage).flatMap((start) => [...start])
    const inputs = starts.flatMap((file) => Object.keys(outputsOf(stage)[file]?.inputs ?? {}))
    const ofOurs = /^(schemas\/(contact-event|deployment|routing-rules)|functions\/core\/ledger)[.]ts$/
    expect(inputs.filter((input) => ofOurs.test(input))).toEqual([])
  })

  it('of route start without zod', () => {
    const inputs = [...coldStart('route')].flatMap((file) =>
      Object.keys(outputsOf('route')[file]?.inputs ?? {}),
    )
    expect(inputs.filter((input) => /(^|\/)node_modules\/zod\//.test(input))).toEqual([])
  })

  it.each(stages)('of %s start without node:http, which reads the whole of fetch', (stage) => {
    const imports = coldStarts(stage).flatMap((start) =>
      [...start].flatMap((file) => outputsOf(stage)[file]?.imports ?? []),
    )
    const eager = imports.filter(({ kind, external }) => external && kind === 'import-statement')
    expect(eager.map(({ path }) => path)).toContain('node:https')
    expect(eager.filter(({ path }) => path === 'node:http')).toEqual([])
  })

  it.each(adapters)('of %s reads an adapter of %s (%s) only when it is asked for', (stage, kind, name) => {
    const eager = [...coldStart(stage)].flatMap((file) => Object.keys(outputsOf(stage)[file]?.inputs ?? {}))
    expect(eager.filter((input) => input.startsWith(`functions/${kind}/${name}/`))).toEqual([])
    expect(chunkOf(stage, `functions/${kind}/${name}/index.ts`)).toMatch(/\.mjs$/)
  })

  it.each(adapters)('of %s leaves what operators ask of an adapter (%s: %s) unread', (stage, kind, name) => {
    const read = [...readWith(stage, chunkOf(stage, `functions/${kind}/${name}/index.ts`))]
    const inputs = read.flatMap((file) => Object.keys(outputsOf(stage)[file]?.inputs ?? {}))
    expect(inputs).toContain(`functions/${kind}/${name}/index.ts`)
    expect(inputs.filter((input) => /\/(probe|permissions|operator)[^/]*[.]ts$/.test(input))).toEqual([])
  })

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
