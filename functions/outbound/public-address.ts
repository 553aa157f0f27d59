import { BlockList, isIP } from 'node:net'

/** Not globally reachable (IANA special-purpose registry, RFC 6890), multicast, or reserved. */
const specialIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Parts of global unicast that are protocol assignments, documentation, or tunnels around an IPv4 address. */
const specialIpv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const ipv4 = new BlockList()
const ipv6 = new BlockList()
const globalIpv6 = new BlockList()

globalIpv6.addSubnet('2000::', 3, 'ipv6')
// NAT64 (RFC 6052): how a network without IPv4 reaches every IPv4 address, the public ones too.
globalIpv6.addSubnet('64:ff9b::', 96, 'ipv6')
for (const [network, prefix] of specialIpv6) ipv6.addSubnet(network, prefix, 'ipv6')
for (const [network, prefix] of specialIpv4) {
  ipv4.addSubnet(network, prefix, 'ipv4')
  ipv6.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6')
}

/**
 * Whether an IP address lies in the public internet. Private, loopback, link-local (metadata service),
 * shared (RFC 6598), unique-local, multicast, unspecified and IPv4-mapped ones do not, nor does what is no address.
 */
export function isPublicAddress(address: string): boolean {
  const [bare = ''] = address.split('%', 1)
  if (isIP(bare) === 4) return !ipv4.check(bare, 'ipv4')
  // Everything outside 2000::/3 is unassigned or special, so that only this part is listed as global.
  return isIP(bare) === 6 && globalIpv6.check(bare, 'ipv6') && !ipv6.check(bare, 'ipv6')
}
