import { isIP } from 'node:net'
import { isPublicAddress } from '../../functions/outbound/public-address.ts'
import { bareHost } from '../../functions/outbound/public-lookup.ts'
import type { Path } from './deployment-mistakes.ts'

/** A host that settings name, and where. */
export interface SettingHost {
  readonly path: Path
  readonly host: string
}

const hostKeys = new Set(['url', 'host'])
const maxDepth = 8

/** The hosts in settings that something is sent to: those of the fields `url` and `host`, at any depth. */
export function settingHosts(settings: unknown, path: Path, depth = 0): SettingHost[] {
  if (typeof settings !== 'object' || settings === null || depth > maxDepth) return []
  return Object.entries(settings).flatMap(([key, value]) => {
    const at = [...path, Array.isArray(settings) ? Number(key) : key]
    if (typeof value !== 'string') return settingHosts(value, at, depth + 1)
    const host = hostKeys.has(key) ? URL.parse(value)?.hostname || value : ''
    return host === '' ? [] : [{ path: at, host: bareHost(host).toLowerCase() }]
  })
}

const fullStop = /\.$/

/** Of an address or name that is never public, wherever it is asked. */
export function isPrivateHost(host: string): boolean {
  if (isIP(host)) return !isPublicAddress(host)
  const name = host.replace(fullStop, '')
  return name === 'localhost' || name.endsWith('.localhost')
}

/** RFC 2606 and RFC 6761: names for documents, which nobody has. */
const reservedNames = ['example.com', 'example.net', 'example.org', 'example', 'invalid']

/** Of a name that stands in documents only. */
export function isPlaceholder(host: string): boolean {
  const name = host.replace(fullStop, '')
  return reservedNames.some((reserved) => name === reserved || name.endsWith(`.${reserved}`))
}
