import { isIP, type LookupFunction } from 'node:net'
import { RequestFailed } from '../core/errors.ts'
import { isPublicAddress } from './public-address.ts'

/**
 * A name look-up that knows public addresses only. A socket connects to what its look-up returned, so that a
 * name which changes its address between check and use (DNS rebinding) gains nothing.
 *
 * Fails with RequestFailed `private_address` where a name has no public address.
 */
export function publicLookup(resolve: LookupFunction): LookupFunction {
  return (name, options, callback) => {
    resolve(name, { ...options, all: true }, (error, found, family) => {
      if (error) return callback(error, [])
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? 0 }] : found
      const open = addresses.filter(({ address }) => isPublicAddress(address))
      const [first] = open
      if (!first) callback(privateAddress(), [])
      else if (options.all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}

/** @throws RequestFailed `private_address` for a literal address, of which a socket asks no look-up */
export function refusePrivateHost(host: string): void {
  const bare = bareHost(host)
  if (isIP(bare) && !isPublicAddress(bare)) throw privateAddress()
}

const brackets = /^\[|\]$/g

/** An IPv6 address as sockets take it, without the brackets that it has in a URL. */
export function bareHost(host: string): string {
  return host.replace(brackets, '')
}

function privateAddress(): RequestFailed {
  return new RequestFailed(
    'private_address',
    'the host lies in a private network: set allowPrivateAddresses if that is meant',
    { uncertain: false },
  )
}
