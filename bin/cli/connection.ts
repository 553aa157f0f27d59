import { readFile } from 'node:fs/promises'
import { styleText } from 'node:util'
import type { ConnectionCheck } from '../../functions/contracts/platform-operator.ts'
import { type Connection, openConnection } from '../operations/open-connection.ts'
import { Fault, WrongUse } from './errors.ts'
import { explainAws } from './explain-aws.ts'
import { findSite } from './find-site.ts'
import type { SiteOptions } from './with-site.ts'

export interface ConnectionOptions extends SiteOptions {
  /** A file of JSON: by platform what looking and mending take there. */
  readonly credentials: string
  /** Where the platform is to send, in place of what the stack says. */
  readonly url?: string
}

export interface OpenedConnection extends Connection {
  readonly platform: string
}

/**
 * Connections of the enabled platforms that credentials are given for.
 *
 * @param only this platform alone
 * @throws Fault, WrongUse in words
 */
export async function openConnections(
  options: ConnectionOptions,
  only?: string,
): Promise<{ readonly connections: OpenedConnection[]; readonly without: string[] }> {
  const given = await readCredentials(options.credentials)
  const { site, deployment, access, adapters } = await findSite(options.stack)
  const enabled = Object.keys(deployment.platforms)
  if (only !== undefined && !enabled.includes(only))
    throw new WrongUse(`no platform "${only}" is enabled: take one of ${enabled.join(', ')}`)
  if (options.url !== undefined && !URL.canParse(options.url))
    throw new WrongUse(`--url is "${options.url}": give the whole address of the webhook`)
  const wanted = only === undefined ? enabled.filter((name) => Object.hasOwn(given, name)) : [only]
  const place = { site, access, deployment, now: () => new Date() }
  const connections: OpenedConnection[] = []
  for (const platform of wanted) {
    if (!Object.hasOwn(given, platform))
      throw new WrongUse(
        `${options.credentials} has nothing under "${platform}": docs/platforms says what belongs there`,
      )
    const webhookUrl = options.url ?? site.webhookUrls?.[platform]
    if (webhookUrl === undefined)
      throw new WrongUse(
        `no public address of ${platform} is known: name a stack by --stack, or the address by --url`,
      )
    const adapter = await adapters.platforms[platform]?.()
    const opened =
      adapter && (await openConnection({ adapter, credentials: given[platform], webhookUrl }, place))
    if (!opened)
      throw new Fault(
        `${platform} has nothing that could be looked at: its page in docs/platforms says how to connect it`,
      )
    if ('wrong' in opened) throw new WrongUse(`${options.credentials}, ${platform}: ${opened.wrong}`)
    connections.push({
      platform,
      check: () =>
        opened.check().catch((error: unknown) => {
          throw explainAws(error, options.stack !== undefined)
        }),
    })
  }
  return { connections, without: enabled.filter((name) => !wanted.includes(name)) }
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

export function describeCheck({ ok, message, mend }: ConnectionCheck): string {
  const hint = ok || !mend ? '' : ' (`netzdialog connect` mends it)'
  return `${ok ? styleText('green', 'ok') : styleText('red', 'no')}  ${message}${hint}`
}

/** For machines: without what cannot be said in JSON. */
export function checkObject(platform: string, { mend, ...check }: ConnectionCheck) {
  return { platform, ...check, ...(mend && { would: mend.will }) }
}
