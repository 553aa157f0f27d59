import { readdir } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import { crmSecret } from '../local/local-deployment.ts'
import type { LocalRun } from '../local/local-run.ts'
import type { Senders } from '../local/senders/open-senders.ts'
import { programName } from './program-name.ts'

/**
 * What is up, where, with which secrets, and what to try next.
 *
 * @param state where it keeps what it holds
 * @param odd what is odd in the deployment, a sentence each
 */
export async function banner(
  { url, local, senders, notes }: LocalRun,
  state: string,
  odd: readonly string[],
): Promise<string> {
  const { platforms, destinations } = local.deployment
  const { places } = local
  const hasDemoCrm = destinations.some(({ name }) => places[name] === undefined)
  const names = Object.keys(platforms)
  const heading = (text: string) => styleText('bold', text)
  const dim = (text: string) => styleText('dim', text)
  const rows = (pairs: [string, string][]) => pairs.map(([name, value]) => `  ${name.padEnd(12)}${value}`)

  const secrets = await Promise.all(names.map((name) => secretsOf(name, senders)))
  const command = await tryNext(names, url, { senders, look: hasDemoCrm ? [`curl ${url}/crm/events`] : [] })
  return [
    '',
    heading('Netzdialog is up.'),
    '',
    ...rows([
      ['page', url],
      ...names.map((name): [string, string] => [name, `${url}/webhooks/${name}`]),
      ...(hasDemoCrm ? [['demo CRM', `${url}/crm/events`] satisfies [string, string]] : []),
      ['health', `${url}/health`],
      ['state', state],
    ]),
    '',
    heading('Where events go'),
    ...rows(destinations.map(({ name }) => [name, `→ ${places[name] ?? 'demo CRM'}`])),
    '',
    heading('Local secrets'),
    ...rows([...secrets.flat(), ...(hasDemoCrm ? [['demo CRM', crmSecret] satisfies [string, string]] : [])]),
    ...[...notes, ...odd].flatMap((note) => ['', `Note: ${note}.`]),
    '',
    heading('Try next, in another terminal'),
    ...command.map((line) => `  ${styleText('cyan', line)}`),
    '',
    dim('Ctrl-C ends everything.'),
  ].join('\n')
}

async function secretsOf(platform: string, { senders }: Senders): Promise<[string, string][]> {
  const sender = await senders[platform]?.()
  const fields = Object.entries(sender?.localSecrets ?? {})
  return fields.map(([field, value], index) => [index === 0 ? platform : '', `${field}: ${inOneLine(value)}`])
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return value.map(inOneLine).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Where `netzdialog send` sends without being told. */
const usual = 'http://localhost:8787'

async function tryNext(
  platforms: readonly string[],
  url: string,
  { senders: { senders, samplesOf }, look }: { readonly senders: Senders; readonly look: readonly string[] },
): Promise<string[]> {
  for (const platform of platforms) {
    const folder = samplesOf(platform)
    const files = await readdir(folder).catch(() => [])
    const [first] = files.filter((file) => file.includes('.')).toSorted()
    const where = url === usual ? '' : ` --url ${url}/webhooks/${platform}`
    const path =
      first === undefined ? undefined : relative(process.cwd(), fileURLToPath(new URL(first, folder)))
    if (path === undefined) continue
    // The file as it is would be a new contact once, and then known.
    const { renewal } = (await senders[platform]?.()) ?? {}
    return [`${programName()} send${renewal ? ' --new' : ''} ${platform} ${path}${where}`, ...look]
  }
  return [...look]
}
