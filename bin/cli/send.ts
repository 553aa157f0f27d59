import * as z from 'zod'
import { errorCode } from '../../functions/core/errors.ts'
import { parseJson } from '../../functions/core/json.ts'
import type { PlatformSender } from '../local/senders/contract.ts'
import { Fault, WrongUse } from './errors.ts'
import { findSender, namedAdapters } from './named-adapters.ts'
import { readPayload } from './read-payload.ts'

export interface SendOptions {
  readonly url?: string
  /** A JSON file in the shape of the sender's `localSecrets`. */
  readonly secrets?: string
}

/** API Gateway answers within half a minute. */
const maxWaitMs = 35_000

/**
 * Posts each payload as the platform would and prints the answer: `<file>: <status> <body>`.
 *
 * @throws WrongUse for an unknown platform or an impossible URL, Fault where nobody answers
 */
export async function send(platform: string, files: readonly string[], options: SendOptions): Promise<void> {
  const sender = await findSender(platform, await namedAdapters())
  const url = options.url ?? `http://localhost:${process.env['PORT'] || 8787}/webhooks/${platform}`
  if (!URL.canParse(url)) throw new WrongUse(`--url is "${url}": give the whole address, https://…`)
  const secrets = options.secrets === undefined ? sender.localSecrets : await readSecrets(options.secrets)
  for (const file of files) {
    const { method, headers, body } = sign(sender, await readPayload(file), secrets, options.secrets)
    const answer = await post(url, { method, headers, body: Buffer.from(body) })
    const text = (await answer.text()).trim()
    process.stdout.write(`${file}: ${answer.status}${text && ` ${text}`}\n`)
    if (answer.status !== 200) process.exitCode = 1
  }
}

function sign(
  sender: PlatformSender,
  payload: Uint8Array,
  secrets: Record<string, unknown>,
  file: string | undefined,
) {
  try {
    return sender.sign(payload, secrets, new Date())
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
    const code = errorCode(error instanceof TypeError && error.cause ? error.cause : error)
    if (code === 'ECONNREFUSED') throw new Fault(`nobody listens at ${url}: is \`npm start\` running?`)
    if (code === 'TimeoutError') throw new Fault(`no answer from ${url} within ${maxWaitMs / 1000} seconds`)
    throw new Fault(`cannot reach ${url} (${code}): check the address`)
  }
}
