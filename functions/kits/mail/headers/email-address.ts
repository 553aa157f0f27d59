const maxAddress = 1000
const edges = /^(?:<|'|mailto:){1,4}|(?:>|'|[.]){1,4}$/gi
const quotedLocal = /^"((?:[^"\\]|\\.){1,64})"@([^\s@<>,;"]{1,255})$/s
const escaped = /\\(.)/gs
const atom = /^[^\s@<>,;:"()[\]\\]+$/
const mailbox = /^[^\s@<>,;:"()[\]\\]+@(?:[^\s@<>,;:"()[\]\\]+|\[[^\s@<>,;"()[\]\\]+\])$/
const sourceRoute = /^@[^:\s]{1,500}:/
const ascii = /^\p{ASCII}*$/u
const notInDomain = /[/?#:%@[\]\\]/
/** Mail programs fold there, and people type blanks. */
const aroundAt = /\s{0,9}@\s{0,9}/

/**
 * One address, as every mapping compares it: lower-case, the domain in ASCII (`müller.test` is `xn--mller-kva.test`),
 * a local part in quotation marks only where it needs them. None where it is no address.
 */
export function bareAddress(value: string): string | undefined {
  if (value.length > maxAddress) return undefined
  const bare = value.trim().replace(edges, '').replace(sourceRoute, '').trim().toLowerCase()
  const [, quoted, quotedDomain = ''] = quotedLocal.exec(bare) ?? []
  if (quoted !== undefined) {
    const local = quoted.replace(escaped, '$1')
    const written = atom.test(local) ? local : `"${quoted}"`
    return `${written.normalize('NFC')}@${asciiDomain(quotedDomain)}`
  }
  const joined = bare.replace(aroundAt, '@')
  if (!mailbox.test(joined)) return undefined
  const at = joined.indexOf('@')
  return `${joined.slice(0, at).normalize('NFC')}@${asciiDomain(joined.slice(at + 1))}`
}

/** `müller.test` → `xn--mller-kva.test` (IDNA); what is no domain stays as it is. */
export function asciiDomain(domain: string): string {
  if (ascii.test(domain) || notInDomain.test(domain)) return domain
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return domain
  }
}
