import { type ExecFileException, execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { describeThorough } from '../support/thorough.ts'

const project = resolve(import.meta.dirname, '../..')
const left = new Set(
  ['node_modules', 'cdk.out', 'coverage', 'dist', '.git', '.netzdialog'].map((name) => join(project, name)),
)
// As long as names may be, so that every line is as long as it may become.
const destination = 'service-desk-of-acme'
const platforms = ['instagram', 'forum-of-household-electronics-and-tools']
const [instagram = '', forum = ''] = platforms
let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'netzdialog-new-'))
  await cp(project, copy, { recursive: true, filter: (source) => !left.has(source) })
  await symlink(join(project, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rm(copy, { recursive: true }))

interface DeliveryEnded {
  readonly code: ExecFileException['code']
  readonly output: string
}

/** A program of the copy, with the Node.js that runs this. */
function run(script: string, ...args: string[]): Promise<DeliveryEnded> {
  // What CI asks for besides is its own: a section of the docs, a ceiling for the bundle.
  const outside = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$|CI$)/.test(name))
  return new Promise((ended) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: copy, env: { ...Object.fromEntries(outside), NO_COLOR: '1' }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => ended({ code: error?.code ?? 0, output: `${stdout}${stderr}` }),
    )
  })
}

const netzdialog = (...args: string[]) => run('bin/netzdialog.ts', ...args)

/** The paths after `wrote` or `changed`. */
const pathsIn = (output: string) =>
  [...output.matchAll(/^(?:wrote|changed) (.+)$/gm)].map(([, path = '']) => path)

describe('netzdialog new', { timeout: 300_000 }, () => {
  it('shows what it would write, and writes nothing', async () => {
    const registry = await readFile(join(copy, 'functions/destinations/index.ts'), 'utf8')
    const { code, output } = await netzdialog('new', 'destination', destination, '--dry-run')
    expect(code).toBe(0)
    const path = `functions/destinations/${destination}/index.ts`
    expect(output).toContain(`would write ${path}`)
    await expect(readFile(join(copy, path))).rejects.toThrow('ENOENT')
    expect(await readFile(join(copy, 'functions/destinations/index.ts'), 'utf8')).toBe(registry)
  })

  it.each([
    ['a name that is taken', 'destination', 'webhook', 'there is a destination "webhook" already'],
    ['a name that is a path', 'destination', '../desk', 'is no name for an adapter'],
    ['capitals', 'platform', 'MySpace', 'is no name for an adapter'],
    ['a name that is too long', 'platform', `${forum}s`, 'is no name for an adapter'],
    ['a word of the language', 'platform', 'new', 'is a word of the language'],
    ['a word of the templates', 'destination', 'settings', 'has a meaning of its own'],
  ])('refuses %s with a sentence', async (_, kind, name, sentence) => {
    expect(await netzdialog('new', kind, name)).toEqual({
      code: 2,
      output: expect.stringContaining(sentence),
    })
  })

  let paths: string[]

  it('writes what an adapter takes, and its line into the registry', async () => {
    const made = [await netzdialog('new', 'destination', destination)]
    for (const platform of platforms) made.push(await netzdialog('new', 'platform', platform))
    for (const { code, output } of made)
      expect([code, output]).toEqual([0, expect.stringContaining('Next:\n1. ')])
    paths = made.flatMap(({ output }) => pathsIn(output))
    expect(paths).toHaveLength(7 + 1 + 2 * (11 + 1))
    const changed = made.flatMap(({ output }) => output.match(/^changed .+$/gm) ?? [])
    expect(changed).toEqual([
      'changed functions/destinations/index.ts',
      ...platforms.map(() => 'changed functions/platforms/index.ts'),
    ])
  })

  describeThorough('what netzdialog new writes', () => {
    it('compiles, keeps to the style, and fails where a destination’s author has to go on', async () => {
      const code = paths.filter((path) => path.endsWith('.ts'))
      await writeFile(
        join(copy, 'tsconfig.new.json'),
        JSON.stringify({ extends: './tsconfig.json', include: code }),
      )
      expect(await run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json')).toEqual({
        code: 0,
        output: '',
      })
      const checkable = paths.filter((path) => !path.endsWith('.md'))
      const checked = await run(
        'node_modules/@biomejs/biome/bin/biome',
        'ci',
        '--error-on-warnings',
        ...checkable,
      )
      expect(checked.code, checked.output).toBe(0)

      const tests = await runTests(
        [`destinations/${destination}`, ...platforms.map((each) => `platforms/${each}`)].map(
          (folder) => `test/functions/${folder}`,
        ),
      )
      const failed = Object.groupBy(
        tests.filter(({ status }) => status === 'failed'),
        ({ file }) => file,
      )
      expect(titlesOf(failed, `destinations/${destination}/contract`)).toEqual([
        'leaves the event as it was',
        'lets the system tell a second attempt',
        'minds no progress that it does not know, as an older version may have left it',
        'reads no answer without an end',
        'takes a new ticket for delivered',
        'takes whatever kind of event there is for delivered',
      ])
      expect(titlesOf(failed, `destinations/${destination}/becomes`)).toHaveLength(1)
      for (const platform of platforms) expect(titlesOf(failed, `platforms/${platform}/contract`)).toEqual([])
      for (const { file, title, failureMessages } of Object.values(failed).flatMap((list) => list ?? []))
        expect([file, title, failureMessages[0]]).toEqual([
          file,
          title,
          expect.stringMatching(/^Error: fill in functions\//),
        ])
      expect(tests.filter(({ status }) => status === 'passed').length).toBeGreaterThan(60)
    })
  })

  describeThorough('a new platform in the whole project', () => {
    it('shows a new platform everywhere, with nothing else touched than its line', async () => {
      const tests = await runTests([
        'test/documentation.test.ts',
        'test/bin/tools/platforms-page.test.ts',
        'test/bin/local/renew-sample.test.ts',
        'test/bin/console/send-samples.test.ts',
        'test/bin/console/outside-text.test.ts',
      ])
      const failed = tests.filter(({ status }) => status === 'failed')
      // The destination's page waits for `npm run docs`, until what the system becomes is recorded.
      const ofPlatforms = failed.filter(({ failureMessages }) => !failureMessages[0]?.includes(destination))
      expect(ofPlatforms.map(({ title, failureMessages }) => [title, failureMessages[0]])).toEqual([])
      const { code, output } = await netzdialog('normalize', forum, `bin/samples/${forum}/message.json`)
      expect([code, output]).toEqual([0, expect.stringContaining(`"platform":"${forum}"`)])
    })
  })

  describeThorough('a new platform’s suite', () => {
    it('makes a platform of which a wrong conversation model fails', async () => {
      const file = join(copy, `functions/platforms/${instagram}/draft-event.ts`)
      const right = await readFile(file, 'utf8')
      // One conversation for everybody who writes to the account.
      const wrong = right.replace(/:[^:]*customer[.]id[^:]*, match/, '`, match')
      expect(wrong).not.toBe(right)
      await writeFile(file, wrong)
      const tests = await runTests([`test/functions/platforms/${instagram}`])
      await writeFile(file, right)
      const failed = Object.groupBy(
        tests.filter(({ status }) => status === 'failed'),
        ({ file }) => file,
      )
      expect(titlesOf(failed, `platforms/${instagram}/contract`)).toEqual([
        'message',
        'opens a second ticket for a second customer',
      ])
    })
  })

  it('overwrites nothing', async () => {
    const page = join(copy, 'docs/destinations/kept.md')
    await writeFile(page, 'of somebody else')
    expect(await netzdialog('new', 'destination', 'kept')).toEqual({
      code: 2,
      output: expect.stringContaining('docs/destinations/kept.md is in the way'),
    })
    expect(await readFile(page, 'utf8')).toBe('of somebody else')
    await expect(readFile(join(copy, 'functions/destinations/kept/index.ts'))).rejects.toThrow('ENOENT')
  })
})

interface Ran {
  readonly file: string
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

async function runTests(files: readonly string[]): Promise<Ran[]> {
  const file = join(copy, 'report.json')
  await run(
    'node_modules/vitest/vitest.mjs',
    ...['run', '--project', 'unit', '--reporter=json', `--outputFile=${file}`],
    ...files,
  )
  const { testResults } = report.parse(JSON.parse(await readFile(file, 'utf8')))
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((result) => ({ ...result, file: name })),
  )
}

function titlesOf(tests: Partial<Record<string, Ran[]>>, part: string): string[] {
  const [, found = []] = Object.entries(tests).find(([file]) => file.includes(part)) ?? []
  return found.map(({ title }) => title).toSorted()
}
