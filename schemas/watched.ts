/** What follows from a deployment for its watch and for what accepts events, as functions read it: without a schema. */
import type { ConnectionConfig } from './connection.ts'

interface Platform {
  readonly uploads?: boolean | undefined
  readonly stored?: boolean | undefined
  readonly receiving?: { readonly recipients: readonly string[] } | undefined
  readonly silenceAfter?: unknown
  readonly connection?: ConnectionConfig | undefined
}

interface Watching {
  readonly watch: boolean
}

/** Whether mails of a platform, or what points to them, are taken out of the bucket. */
export function isCollected({
  uploads,
  receiving,
  stored,
}: Pick<Platform, 'uploads' | 'receiving' | 'stored'>): boolean {
  return uploads === true || receiving !== undefined || stored === true
}

/** What counts the events that it accepts of a platform. */
export function acceptingServices(name: string, platform: Platform): readonly string[] {
  return [`ingest-${name}`, ...(isCollected(platform) ? [`collect-${name}`] : [])]
}

/** Whether it is learned when a platform talks, for nobody says it. */
export function learnsSilence({ watch }: Watching, { silenceAfter }: Platform): boolean {
  return watch && silenceAfter === undefined
}

/** Whether there is anything of a platform's connection that the watch could look at. */
export function watchesConnection({ watch }: Watching, { connection, receiving }: Platform): boolean {
  if (!watch || connection?.watched === false) return false
  return connection?.credentials === true || connection?.mailDomains !== undefined || receiving !== undefined
}

/** Whose MX has to lead here: as the deployment says, or where SES receives for them. */
export function mailDomainsOf({
  connection,
  receiving,
}: Pick<Platform, 'connection' | 'receiving'>): readonly string[] {
  if (connection?.mailDomains) return connection.mailDomains
  // `.acme.example` is for all below it, of which none is known.
  const named = (receiving?.recipients ?? []).map((each) => each.slice(each.lastIndexOf('@') + 1))
  return [...new Set(named.filter((domain) => !domain.startsWith('.')))]
}
