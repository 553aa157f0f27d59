/**
 * `npm run bench`: what a step costs, as a ratio to the least that any implementation has to do, measured in
 * the same run: machines are noisy, ratios less so. One JSON line each.
 */
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { facebook as sender } from '../../bin/local/senders/facebook.ts'
import { mime as mimeSender } from '../../bin/local/senders/mime.ts'
import { readArguments } from '../../bin/tools/read-arguments.ts'
import type { Platform, WebhookRequest } from '../../functions/contracts/platform.ts'
import { Proven } from '../../functions/contracts/proven.ts'
import { toEscapedJson } from '../../functions/core/json.ts'
import { readProven } from '../../functions/ingest/read-proven.ts'
import { platformAdapters } from '../../functions/platforms/index.ts'
import { bundleFunction, stages } from '../../lib/bundle-function.ts'
import { comment } from '../support/facebook-payloads.ts'
import { routeStory } from '../support/route-story.ts'
import { fastest } from './measure.ts'

readArguments(
  'npm run bench: measures what each step costs against the least that anybody has to do for it. It takes no options.',
  {},
)
const receivedAt = new Date()
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

async function load(name: string): Promise<Platform> {
  const platform = await platformAdapters[name]?.()
  if (!platform) throw new Error(`no platform ${name}`)
  return platform
}

function report(name: string, ms: number, floorMs: number, floor: string): void {
  const ratio = Number((ms / floorMs).toFixed(1))
  process.stdout.write(`${JSON.stringify({ name, ms: Number(ms.toFixed(4)), ratio, floor })}\n`)
}

async function readAll(platform: Platform, request: WebhookRequest, settings: unknown) {
  const proven = await Proven.byVerifying(request, (given) => platform.verify(given, settings))
  return readProven(platform, proven, { settings, receivedAt: receivedAt.toISOString() })
}

/** A body of a thousand comments, as Meta may send it. */
const entry = Array.from({ length: 1000 }, (_, index) => {
  const at = { post: '100', comment: String(index), time: 1_795_262_400 + index }
  return comment('4711', at, { id: '991', name: 'Änne Grün' }, `Hilfe, mein Fernseher ist schwarz! ${index}`)
    .entry[0]
})
const batch = bytes({ object: 'page', entry })
const facebook = await load('facebook')
const signed = sender.sign(batch, sender.localSecrets, receivedAt)
const request = {
  ...signed,
  headers: new Headers(signed.headers),
  query: new URLSearchParams(),
  receivedAt,
}
const settings = facebook.settings.parse(sender.localSecrets)
const floorMs = await fastest(5, 10, () => {
  createHmac('sha256', 'key').update(batch).digest()
  JSON.parse(new TextDecoder().decode(batch))
})
const readMs = await fastest(5, 3, () => readAll(facebook, request, settings))
report(
  'facebook: verify and normalize 1,000 comments',
  readMs,
  floorMs,
  'HMAC and JSON.parse of the same bytes',
)

const { events } = await readAll(facebook, request, settings)
report(
  'queue: escape 1,000 events',
  await fastest(5, 10, () => events.map(toEscapedJson)),
  await fastest(5, 10, () => events.map((event) => JSON.stringify(event))),
  'JSON.stringify',
)

const few = events.slice(0, 200)
report(
  'route: 200 comments, ledger in memory',
  await fastest(5, 1, () => routeStory().route(...few)),
  await fastest(5, 1, () => few.map((event) => structuredClone(event))),
  'structuredClone of the events',
)

const mail = `From: anne@kunde.test\r\nTo: service@acme.test\r\nSubject: Gross\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n${'Zeile um Zeile.\r\n'.repeat(250_000)}`
const mime = await load('mime')
const raw = new TextEncoder().encode(mail)
const signedMail = mimeSender.sign(raw, mimeSender.localSecrets, receivedAt)
const mailRequest = {
  ...signedMail,
  headers: new Headers(signedMail.headers),
  query: new URLSearchParams(),
  receivedAt,
}
const mailSettings = mime.settings.parse(mimeSender.localSecrets)
report(
  'mime: verify and normalize a mail of 4 MB',
  await fastest(3, 1, () => readAll(mime, mailRequest, mailSettings)),
  await fastest(3, 1, () => {
    createHmac('sha256', 'key').update(raw).digest()
    new TextDecoder().decode(raw).split('\n')
  }),
  'HMAC, decoding and splitting into lines',
)

/** Loading time of a bundle as deployed, which is most of a cold start; it fails for want of an environment. */
const folder = mkdtempSync(join(tmpdir(), 'netzdialog-bench-'))
const empty = join(folder, 'empty.mjs')
writeFileSync(empty, '')
const start = (file: string) => {
  try {
    execFileSync(process.execPath, [file], { stdio: 'ignore', env: {} })
  } catch {
    // Without an environment a handler stops after it was loaded.
  }
}
const bareMs = await fastest(7, 1, () => start(empty))
for (const stage of stages) {
  const target = join(folder, stage)
  bundleFunction(stage, target)
  const ms = await fastest(7, 1, () => start(join(target, 'index.mjs')))
  report(`${stage}: start a process and load the bundle`, ms, bareMs, 'start a process and load nothing')
}
rmSync(folder, { recursive: true })
