import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { describeThorough } from '../support/thorough.ts'
import { context } from './synthesize.ts'

const project = resolve(import.meta.dirname, '../..')
let copy: string

/** A copy of the project in which a file can be spoilt. */
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'netzdialog-app-'))
  for (const part of ['bin', 'lib', 'functions', 'schemas', 'package.json'])
    cpSync(join(project, part), join(copy, part), { recursive: true })
  // The operator's own may say what it likes.
  cpSync(join(project, 'test/support/deployment.ts'), join(copy, 'bin/deployment.ts'))
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'))
})
afterEach(() => rmSync(copy, { recursive: true }))

function change(file: string, from: string, to: string): void {
  const text = readFileSync(join(copy, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(copy, file), text.replace(from, to))
}

function synthesize({ bundling = false, deployment = '' } = {}): {
  status: number | null
  output: string
  outdir: string
} {
  const outdir = join(copy, 'cdk.out')
  const bundled = bundling ? {} : { 'aws:cdk:bundling-stacks': [] }
  const env = {
    ...process.env,
    NETZDIALOG_DEPLOYMENT: deployment,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...bundled }),
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/app.ts'], {
    cwd: copy,
    env,
    encoding: 'utf8',
  })
  return { status, output: `${stdout}${stderr}`, outdir }
}

vi.setConfig({ testTimeout: 180_000 })

describe('bin/app.ts', () => {
  describeThorough('bin/app.ts as it is', () => {
    it('synthesizes one stack, each function with the deployment beside its code and no local setting in it', () => {
      change(
        'bin/deployment.ts',
        "adapter: 'webhook',",
        "adapter: 'webhook',\n      local: { url: 'http://localhost:9', signingSecrets: ['whsec_bG9jYWwtY3JtLXdlYmhvb2stc2VjcmV0LTMyYnl0ZXMu'] },",
      )
      const { status, output, outdir } = synthesize({ bundling: true })
      expect(output).not.toMatch(/error|warning/i)
      expect(status).toBe(0)
      expect(readdirSync(outdir).filter((file) => file.endsWith('.template.json'))).toEqual([
        'netzdialog.template.json',
      ])
      const assets = readdirSync(outdir).filter((file) => file.startsWith('asset.'))
      expect(assets).toHaveLength(5)
      for (const asset of assets) {
        const files = readdirSync(join(outdir, asset))
        expect(files).toContain('index.mjs')
        const deployment = readFileSync(join(outdir, asset, 'deployment.json'), 'utf8')
        expect(JSON.parse(deployment)).toMatchObject({ name: 'netzdialog', platforms: { facebook: {} } })
        expect(deployment).not.toContain('whsec_')
      }
    })
  })

  it('fails with a sentence and nothing else where the operator made a mistake', () => {
    change('bin/deployment.ts', "adapter: 'webhook'", "adapter: 'webhok', concurrency: 1")
    const { status, output } = synthesize()
    expect(status).toBe(1)
    expect(output.trim().split('\n')).toEqual([
      'bin/deployment.ts: destinations[0].concurrency: must be at least 2 (received 1); correct it: Deliveries at once',
      expect.stringMatching(
        /^bin\/deployment\.ts: destinations\[0\]\.adapter: must be one of .*webhook.* \(received "webhok"\); correct it$/,
      ),
    ])
  })
})

describeThorough('bin/app.ts, changed', () => {
  it('takes the deployment that NETZDIALOG_DEPLOYMENT names, and names it where it is wrong', () => {
    const text = readFileSync(join(copy, 'bin/deployment.ts'), 'utf8').replace(/^import type.*$/m, '')
    const staging = text.replace(/: DeploymentInput = \{/, " = {\n  name: 'staging',")
    writeFileSync(join(copy, 'staging.ts'), staging)
    const { status, outdir } = synthesize({ deployment: 'staging.ts' })
    expect(status).toBe(0)
    expect(readdirSync(outdir)).toContain('staging.template.json')

    writeFileSync(join(copy, 'staging.ts'), staging.replace("'webhook'", "'webhok'"))
    const wrong = synthesize({ deployment: 'staging.ts' })
    expect([wrong.status, wrong.output]).toEqual([
      1,
      expect.stringMatching(/^staging\.ts: destinations\[0\]\.adapter: must be one of /),
    ])
  })

  it('allows what an adapter asks for, wildcards too, where it asks for single actions', () => {
    const asking = (action: string) =>
      `permissions: ({ url }) => [{ actions: ['${action}'], resources: [\`arn:aws:ses:*:*:identity/\${url}\`] }],`
    change(
      'functions/destinations/webhook/index.ts',
      "operator: () => import('./operator.ts'),",
      `operator: async () => ({ ${asking('ses:SendEmail')} }),`,
    )
    const { status, output, outdir } = synthesize()
    expect(output).not.toMatch(/error|warning/i)
    expect(status).toBe(0)
    const template = readFileSync(join(outdir, 'netzdialog.template.json'), 'utf8')
    expect(template).toContain(':identity/https://crm.example.com/netzdialog')

    change('functions/destinations/webhook/index.ts', "'ses:SendEmail'", "'ses:*'")
    expect(synthesize().output).toContain('AwsSolutions-IAM5[Action::ses:*]')
  })

  it('fails where a rule of AwsSolutions is broken', () => {
    change('lib/ordered-queue.ts', 'enforceSSL: true', 'enforceSSL: false')
    const { status, output } = synthesize()
    expect(output).toContain('AwsSolutions-SQS4')
    expect(status).not.toBe(0)
  })

  it('fails where CloudFormation would refuse the template', () => {
    change('lib/stage-function.ts', 'props.memory ?? usualMemory', '100')
    const { status, output } = synthesize()
    expect(output).toContain('MemorySize: 100 is less than the minimum of 128')
    expect(status).not.toBe(0)
  })
})
