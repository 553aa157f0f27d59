import type { ProbeFinding } from '../../contracts/destination.ts'

/** What a request that got no answer says to an operator. @param code of RequestFailed */
export function failureFinding(code: string, host: string): ProbeFinding {
  const certificate = certificates[code] ?? (tls.test(code) ? 'cannot be used' : undefined)
  if (certificate !== undefined)
    return {
      check: 'certificate',
      ok: false,
      message: `the certificate of ${host} ${certificate} (${code}): let its operator put a valid one there`,
    }
  const sentence = addresses[code] ?? 'cannot be reached: check url, and the network between'
  return { check: 'address', ok: false, message: `${host} ${sentence} (${code})` }
}

const tls = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|EPROTO$)/

/** Codes of OpenSSL as Node gives them. */
const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that nobody knows',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that nobody knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without the ones between it and its authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
}

const addresses: Readonly<Record<string, string>> = {
  ENOTFOUND: 'is a name that cannot be found: correct url',
  EAI_AGAIN: 'is a name that cannot be looked up now: try again, or check the network here',
  ECONNREFUSED: 'takes no connections there: correct host and port in url, or start the receiver',
  ECONNRESET: 'hangs up: look for a firewall or a wrong port',
  ETIMEDOUT: 'does not answer in time: look for a firewall, or raise timeoutSeconds',
  aborted: 'does not answer in time: look for a firewall, or raise timeoutSeconds',
  private_address: 'lies in a private network: set allowPrivateAddresses in the deployment if it should',
  insecure_url: 'is addressed by http: use https',
  invalid_url: 'stands in a url that cannot be read: correct it',
  invalid_request: 'cannot be sent this authorization: correct it',
}
