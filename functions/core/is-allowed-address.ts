/**
 * Whether a file may be fetched from an address: over HTTPS at its usual port, at one of the hosts, without a user.
 *
 * @param hosts `pbs.twimg.com`, or `.fbcdn.net` for whatever lies below it
 */
export function isAllowedAddress(address: URL, hosts: readonly string[]): boolean {
  const { protocol, port, username, password, hostname } = address
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false
  return hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
}
