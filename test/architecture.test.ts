import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '..')

/** One file a violation: the rule that must fire, the file, what it imports. */
const violations: [rule: string, file: string, imported: string][] = [
  ['no-circular', 'functions/core/hen.ts', './egg.ts'],
  ['no-unresolvable', 'functions/core/lost.ts', './nowhere.ts'],
  ['no-orphans', 'functions/core/orphan.ts', ''],
  ['schemas-are-leaves', 'schemas/rooted.ts', '../functions/core/shared.ts'],
  ['schemas-are-leaves', 'schemas/reading.ts', 'node:fs'],
  ['domain-is-pure', 'functions/core/filing.ts', 'node:fs'],
  ['domain-is-pure', 'functions/platforms/forum/serving.ts', 'hono'],
  ['domain-is-pure', 'functions/destinations/desk/calling.ts', 'node:https'],
  ['domain-is-pure', 'functions/kits/mail/calling.ts', 'node:https'],
  ['domain-is-pure', 'functions/kits/mail/parsing.ts', 'htmlparser2'],
  ['domain-is-pure', 'functions/html/loading.ts', 'node:https'],
  ['domain-is-pure', 'functions/html/mailing.ts', '../kits/mail/mail.ts'],
  ['domain-is-pure', 'functions/presentation/loading.ts', '../core/shared.ts'],
  ['html-is-read-once', 'functions/presentation/reading.ts', '../html/walk.ts'],
  ['floor-below-adapters', 'functions/text/presenting.ts', '../presentation/words.ts'],
  ['floor-below-adapters', 'functions/text/sharing.ts', '../core/shared.ts'],
  ['floor-below-adapters', 'functions/core/naming.ts', '../contracts/platform.ts'],
  ['floor-below-adapters', 'functions/core/staging.ts', '../route/shared.ts'],
  ['floor-below-adapters', 'functions/contracts/equipping.ts', '../kits/http/call.ts'],
  ['floor-below-adapters', 'functions/kits/http/favouring.ts', '../../platforms/forum/index.ts'],
  ['adapters-are-islands', 'functions/platforms/forum/visiting.ts', '../board/index.ts'],
  ['adapters-are-islands', 'functions/platforms/forum/crossing.ts', '../../destinations/index.ts'],
  ['one-caller-each', 'functions/route/peeking.ts', '../platforms/index.ts'],
  ['one-caller-each', 'functions/ingest/delivering.ts', '../destinations/index.ts'],
  ['one-caller-each', 'functions/route/calling.ts', '../kits/http/call.ts'],
  ['one-caller-each', 'functions/destinations/desk/mailing.ts', '../../kits/mail/mail.ts'],
  ['one-caller-each', 'functions/destinations/desk/liking.ts', '../../kits/meta/fields.ts'],
  ['one-caller-each', 'functions/route/wording.ts', '../presentation/words.ts'],
  ['one-caller-each', 'functions/ingest/reaching.ts', '../platforms/forum/index.ts'],
  ['one-caller-each', 'test/deploying.ts', '../bin/deployment.ts'],
  ['stages-meet-at-queues', 'functions/ingest/jumping.ts', '../route/shared.ts'],
  ['health-beside-the-flow', 'functions/deliver/health/attempting.ts', '../attempt.ts'],
  ['aws-only-at-the-edge', 'functions/route/sending.ts', '@aws-sdk/client-sqs'],
  ['aws-only-at-the-edge', 'functions/route/wrapping.ts', '@middy/core'],
  ['aws-only-at-the-edge', 'functions/ingest/answering.ts', 'hono/aws-lambda'],
  ['aws-only-at-the-edge', 'functions/deliver/storing.ts', '../aws/store.ts'],
  ['infra-and-runtime-apart', 'lib/running.ts', '../functions/core/shared.ts'],
  ['infra-and-runtime-apart', 'functions/route/building.ts', '../../lib/stack.ts'],
  ['infra-and-runtime-apart', 'bin/local/building.ts', '../../lib/stack.ts'],
  ['infra-and-runtime-apart', 'functions/route/commanding.ts', '../../bin/command.ts'],
  ['houses-of-bin', 'bin/cli/documenting.ts', '../tools/document.ts'],
  ['houses-of-bin', 'bin/operations/printing.ts', '../cli/print.ts'],
  ['houses-of-bin', 'bin/operations/forging.ts', '../local/senders/forum.ts'],
  ['houses-of-bin', 'bin/deployment-checks/showing.ts', '../console/show.ts'],
  ['no-cdk-at-runtime', 'functions/aws/constructing.ts', 'aws-cdk-lib/core'],
  ['no-cdk-at-runtime', 'bin/local/bundling.ts', 'esbuild'],
  ['not-to-test', 'functions/core/faking.ts', '../../test/fake.ts'],
  ['not-to-test', 'bin/package/testing.ts', '../../test/fake.ts'],
  ['doors-open-outwards', 'functions/core/entering.ts', '../../bin/package/adapter.ts'],
  ['not-to-dev-dep', 'functions/aws/emulating.ts', 'fauxqs'],
]

/** What the violations import, itself in order. */
const innocent: [file: string, imported: string][] = [
  ['functions/core/egg.ts', './hen.ts'],
  ['functions/core/shared.ts', 'node:crypto'],
  ['functions/route/shared.ts', '../core/shared.ts'],
  ['functions/deliver/attempt.ts', '../core/shared.ts'],
  ['functions/contracts/platform.ts', 'zod'],
  ['functions/platforms/index.ts', './forum/index.ts'],
  ['functions/platforms/forum/index.ts', '../../kits/mail/mail.ts'],
  ['functions/platforms/board/index.ts', '../../contracts/platform.ts'],
  ['functions/kits/http/call.ts', '../../contracts/destination.ts'],
  ['functions/contracts/destination.ts', 'zod'],
  ['functions/destinations/index.ts', '../contracts/destination.ts'],
  ['functions/kits/mail/mail.ts', '../../html/walk.ts'],
  ['functions/html/walk.ts', 'htmlparser2'],
  ['functions/kits/meta/fields.ts', 'zod'],
  ['functions/presentation/words.ts', '../../schemas/event.ts'],
  ['functions/html/check.ts', './elements.ts'],
  ['functions/html/elements.ts', ''],
  ['functions/presentation/showing.ts', '../html/check.ts'],
  ['functions/text/fit.ts', './clean.ts'],
  ['functions/text/clean.ts', ''],
  ['functions/core/fitting.ts', '../text/fit.ts'],
  ['functions/html/cleaning.ts', '../text/clean.ts'],
  ['functions/attachments/naming.ts', '../text/clean.ts'],
  ['functions/kits/mail/cleaning.ts', '../../text/clean.ts'],
  ['functions/presentation/cutting.ts', '../text/fit.ts'],
  ['functions/kits/ticketing/words.ts', '../../presentation/words.ts'],
  ['schemas/event.ts', 'zod'],
  ['functions/aws/store.ts', '@aws-sdk/client-s3'],
  ['functions/ingest/handler.ts', '../platforms/index.ts'],
  ['lib/stack.ts', 'aws-cdk-lib/core'],
  ['bin/command.ts', '../functions/platforms/index.ts'],
  ['bin/deployment.ts', '../schemas/event.ts'],
  ['bin/deployment-checks/read-deployment.ts', '../deployment.ts'],
  ['bin/tools/document.ts', '../command.ts'],
  ['bin/cli/print.ts', '../operations/retry.ts'],
  ['bin/operations/retry.ts', '../deployment-checks/read-deployment.ts'],
  ['bin/console/show.ts', '../operations/retry.ts'],
  ['bin/local/senders/forum.ts', 'node:crypto'],
  ['bin/package/adapter.ts', '../../functions/kits/mail/mail.ts'],
  ['test/fake.ts', '../functions/core/shared.ts'],
]

let directory: string

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'netzdialog-architecture-'))
  symlinkSync(join(project, 'node_modules'), join(directory, 'node_modules'))
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(project, file), join(directory, file))
  for (const folder of ['bin', 'lib', 'functions', 'schemas', 'test']) mkdirSync(join(directory, folder))
})
afterAll(() => rmSync(directory, { recursive: true }))

function write(file: string, imported: string): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true })
  writeFileSync(join(directory, file), imported === '' ? 'export {}\n' : `import '${imported}'\n`)
}

function check(): { status: number | null; output: string; broken: string[] } {
  const script = join(project, 'bin/tools/check-architecture.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, directory], { encoding: 'utf8' })
  const broken = [...stdout.matchAll(/error ([\w-]+): (\S+)/g)].map(([, rule, file]) => `${rule} ${file}`)
  return { status, output: `${stdout}${stderr}`, broken }
}

describe('the architecture check', { timeout: 120_000 }, () => {
  it('fails where it finds no module at all', () => {
    const { status, output } = check()
    expect(output).toContain('no module was cruised')
    expect(status).toBe(1)
  })

  it('fails with each rule where that rule is broken, and nowhere else', () => {
    for (const [file, imported] of innocent) write(file, imported)
    for (const [, file, imported] of violations) write(file, imported)
    const { status, broken } = check()
    expect(status).toBe(1)
    for (const [rule, file] of violations) expect(broken).toContain(`${rule} ${file}`)
    for (const [file] of innocent.slice(1))
      expect(broken.filter((line) => line.endsWith(` ${file}`))).toEqual([])
  })

  it('passes where no rule is broken', () => {
    for (const [, file] of violations) rmSync(join(directory, file))
    rmSync(join(directory, 'functions/core/egg.ts'))
    const { status, output } = check()
    expect(output).toContain('no dependency violations found')
    expect(status).toBe(0)
  })

  it('has an example of every rule', async () => {
    const configuration = await extractDepcruiseConfig(join(project, '.dependency-cruiser.mjs'))
    const rules = new Set(configuration.forbidden?.map(({ name }) => name))
    expect(new Set(violations.map(([rule]) => rule))).toEqual(rules)
    expect(rules.size).toBe(18)
  })
})
