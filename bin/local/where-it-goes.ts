import type { DestinationConfig } from '../../schemas/deployment.ts'

/** Where a destination's events go from this machine: an address without what stands in it of secrets, or the kind of system. */
export function whereItGoes({
  adapter,
  settings,
}: Pick<DestinationConfig, 'settings'> & { readonly adapter: string }): string {
  const { url, host } = settings
  const address = typeof url === 'string' ? URL.parse(url) : null
  if (address) return `${address.origin}${address.pathname}`
  return typeof host === 'string' ? `${adapter}, ${host}` : adapter
}
