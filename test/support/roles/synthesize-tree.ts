/**
 * Makes the template and the bundles of a deployment with the constructs of a tree of the project, this one or that of
 * another release: `node synthesize-tree.ts <tree> <outdir>`, the deployment as JSON on standard input.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { App, Stack } from 'aws-cdk-lib/core'

const [, , tree = '', outdir = ''] = process.argv
const { Netzdialog }: typeof import('../../../lib/netzdialog.ts') = await import(
  pathToFileURL(join(tree, 'lib/netzdialog.ts')).href
)
const deployment = JSON.parse(await text(process.stdin))
const { context } = JSON.parse(readFileSync(join(tree, 'cdk.json'), 'utf8'))
const app = new App({ outdir, context })
const stack = new Stack(app, deployment.name, {
  env: { account: deployment.account, region: deployment.region },
})
// The only id that adds nothing to the logical ids: as `NetzdialogStack` has it.
new Netzdialog(stack, 'Default', { ...deployment, folder: tree })
app.synth()
