import { randomInt } from 'node:crypto'
import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { parseJson } from '../../functions/core/json.ts'
import { renewSamples } from '../local/renew-sample.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { toRequest } from '../local/senders/to-request.ts'
import { Fault, WrongUse } from './errors.ts'
import { knownAlready } from './known-already.ts'
import { findSender, namedAdapters } from './named-adapters.ts'
import { note } from './note.ts'
import { readPayload } from './read-payload.ts'

export interface SendOptions {
  readonly url?: string
  /** A JSON file in the shape of the sender's `localSecrets`. */
  readonly secrets?: string
  /** Fresh ids and times: a new contact each time. */
  readonly new?: boolean
}

/** API Gateway answers within half a minute. */
const maxWaitMs = 35_000

/**
 * Posts each payload as the platform would and prints the answer: `<file>: <status> <body>`.
 *
 * @throws WrongUse for an unknown platform or an impossible URL, Fault where nobody answers
 */
export async function send(platform: string, files: readonly string[], options: SendOptions): Promise<void> {
  const adapters = await namedAdapters()
  const sender = await findSender(platform, adapters)
  const url = options.url ?? `http://localhost:${process.env['PORT'] || 8787}/webhooks/${platform}`
  if (!URL.canParse(url)) throw new WrongUse(`--url is "${url}": give the whole address, https://…`)
  const secrets = options.secrets === undefined ? sender.localSecrets : await readSecrets(options.secrets)
  const stored = await readAll(files)
  const payloads = options.new ? renew(stored, sender, platform) : stored
  const accepted: { readonly file: string; readonly payload: Uint8Array; readonly began: Date }[] = []
  for (const [index, file] of files.entries()) {
    const payload = payloads[index] ?? new Uint8Array()
    const { url: to, method, headers, body } = sign(sender, payload, { url, secrets, file: options.secrets })
    const began = new Date()
    const answer = await post(to, { method, headers, body: Buffer.from(body) })
    const text = (await answer.text()).trim()
    process.stdout.write(`${file}: ${answer.status}${text && ` ${text}`}\n`)
    if (answer.status !== 200) process.exitCode = 1
    else accepted.push({ file, payload, began })
  }
  if (options.new) return
  const isKnown = await knownAlready(platform, adapters, url)
  for (const { file, payload, began } of accepted)
    if (await isKnown(payload, began))
      note(`${file} is known already, nothing new comes of it: --new sends it as a new contact`)
}

/** One after the other: standard input is read once. */
async function readAll(files: readonly string[]): Promise<Uint8Array[]> {
  const payloads: Uint8Array[] = []
  for (const file of files) payloads.push(await readPayload(file))
  return payloads
}

/** What is the same in several files stays the same, so that an edit still means its message. */
function renew(payloads: readonly Uint8Array[], { renewal }: PlatformSender, platform: string): Uint8Array[] {
  if (!renewal)
    throw new WrongUse(
      `--new: the sender of "${platform}" does not say what is new in a payload: leave --new out`,
    )
  let number = randomInt(1_000_000)
  return renewSamples(payloads, renewal, { now: new Date(), nextNumber: () => number++ })
}

function sign(
  sender: PlatformSender,
  payload: Uint8Array,
  { file, ...sending }: { url: string; secrets: Record<string, unknown>; file: string | undefined },
) {
  try {
    return toRequest(sender, payload, { ...sending, now: new Date() })
  } catch (error) {
    const names = Object.keys(sender.localSecrets).join(', ')
    const wrong = error instanceof z.ZodError ? [...new Set(error.issues.map(({ path }) => path[0]))] : []
    const why =
      wrong.length > 0 ? `${wrong.join(', ')} in it is missing or of another form` : errorCode(error)
    throw new Fault(`cannot sign with ${file}: ${why}; it must be an object with ${names}`)
  }
}

async function readSecrets(file: string): Promise<Record<string, unknown>> {
  const bytes = await readPayload(file)
  try {
    const value = parseJson(bytes)
    if (isRecord(value)) return value
  } catch {
    // Its message could quote a secret.
  }
  throw new Fault(`${file} is not a JSON object: put the secrets of the platform there`)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function post(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(maxWaitMs) })
  } catch (error) {
    const cause = error instanceof TypeError && error.cause ? error.cause : error
    const code = cause instanceof Error && errorCode(cause) === 'Error' ? cause.message : errorCode(cause)
    if (code === 'ECONNREFUSED') throw new Fault(`nobody listens at ${url}: is \`npm start\` running?`)
    if (code === 'TimeoutError') throw new Fault(`no answer from ${url} within ${maxWaitMs / 1000} seconds`)
    throw new Fault(`cannot reach ${url} (${code}): check the address`)
  }
}
