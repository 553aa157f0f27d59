import { readFile } from 'node:fs/promises'
import { styleText } from 'node:util'
import type { ConnectionCheck } from '../../functions/contracts/platform-operator.ts'
import type { Connection } from '../../functions/watch/open-connection.ts'
import { openConnectionHere } from '../operations/open-connection.ts'
import { Fault, WrongUse } from './errors.ts'
import { explainAws } from './explain-aws.ts'
import { findSite } from './find-site.ts'
import type { SiteOptions } from './with-site.ts'

export interface ConnectionOptions extends SiteOptions {
  /** A file of JSON: by platform what looking and mending take there; without it, what the stack's secrets hold. */
  readonly credentials?: string
  /** Where the platform is to send, in place of what the stack says. */
  readonly url?: string
}

export interface OpenedConnection extends Connection {
  readonly platform: string
}

/**
 * Connections of the enabled platforms.
 *
 * @param only this platform alone, which has to have one
 * @returns `without`: platforms of which nothing can be looked at
 * @throws Fault, WrongUse in words
 */
export async function openConnections(
  options: ConnectionOptions,
  only?: string,
): Promise<{ readonly connections: OpenedConnection[]; readonly without: string[] }> {
  const given = options.credentials === undefined ? {} : await readCredentials(options.credentials)
  const { site, deployment, access, adapters } = await findSite(options.stack)
  const enabled = Object.keys(deployment.platforms)
  if (only !== undefined && !enabled.includes(only))
    throw new WrongUse(`no platform "${only}" is enabled: take one of ${enabled.join(', ')}`)
  if (options.url !== undefined && !URL.canParse(options.url))
    throw new WrongUse(`--url is "${options.url}": give the whole address of the webhook`)
  if (options.credentials !== undefined && !enabled.some((name) => Object.hasOwn(given, name)))
    throw new WrongUse(
      `${options.credentials} names no platform that is enabled: it could be ${enabled.join(', ')}`,
    )
  const place = { site, access, deployment, now: () => new Date() }
  const explained = (error: unknown) => {
    throw explainAws(error, options.stack !== undefined)
  }
  const connections: OpenedConnection[] = []
  const without: string[] = []
  for (const platform of only === undefined ? enabled : [only]) {
    const credentials = Object.hasOwn(given, platform) ? given[platform] : undefined
    if (only !== undefined && options.credentials !== undefined && credentials === undefined)
      throw new WrongUse(
        `${options.credentials} has nothing under "${platform}": docs/platforms says what belongs there`,
      )
    const webhookUrl = options.url ?? site.webhookUrls?.[platform]
    if (webhookUrl === undefined && (only !== undefined || credentials !== undefined))
      throw new WrongUse(
        `no public address of ${platform} is known: name a stack by --stack, or the address by --url`,
      )
    const adapter = await adapters.platforms[platform]?.()
    const opened =
      adapter &&
      (await openConnectionHere(
        { adapter, credentials, webhookUrl: webhookUrl ?? `/webhooks/${platform}` },
        place,
      ).catch(explained))
    if (!opened) {
      without.push(platform)
      continue
    }
    if ('wrong' in opened)
      throw new WrongUse(
        `${options.credentials ?? `the secret of ${platform}`}, ${platform}: ${opened.wrong}`,
      )
    connections.push({ platform, check: () => opened.check().catch(explained) })
  }
  if (only !== undefined && without.length > 0)
    throw new Fault(
      `${only} has nothing that could be looked at: its page in docs/platforms says how to connect it`,
    )
  return { connections, without }
}

async function readCredentials(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongUse(`--credentials ${file} cannot be read (${error.code}): name a file`)
  })
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ...read }
  } catch {
    // The parser's own words would quote a token.
  }
  throw new WrongUse(`--credentials ${file} is no JSON object: write {"facebook": {…}, "twitter": {…}}`)
}

export function describeCheck({ ok, unknown, message, mend }: ConnectionCheck): string {
  const hint = ok || !mend ? '' : ' (`netzdialog connect` mends it)'
  const mark = ok ? styleText('green', 'ok') : unknown ? styleText('yellow', '??') : styleText('red', 'no')
  return `${mark}  ${message}${hint}`
}

/** Whether an operator has to do something: what nobody has given is not wrong. */
export function isWrong({ ok, unknown }: ConnectionCheck): boolean {
  return !ok && unknown !== 'needs'
}

/** @throws WrongUse where there is nothing to mend, for nothing could be looked at */
export function requireLooked(platform: string, checks: readonly ConnectionCheck[]): void {
  if (checks.some(({ unknown }) => unknown !== 'needs')) return
  const [first] = checks
  throw new WrongUse(
    `nothing can be connected at ${platform}: ${first?.message ?? 'there is nothing to look at'}; credentials are given by --credentials <file>`,
  )
}

/** For machines: without what cannot be said in JSON. */
export function checkObject(platform: string, { mend, ...check }: ConnectionCheck) {
  return { platform, ...check, ...(mend && { would: mend.will }) }
}
