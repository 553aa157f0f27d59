/** What a mail server takes at most, of Amazon SES too. Bytes. */
export const maxIncomingBytes = 40 * 1024 * 1024

/** What lies in the bucket at most: whoever took the mail has put headers of its own above it. Bytes. */
export const maxCollectedBytes = maxIncomingBytes + 64 * 1024

/** Where what is put for a platform lies until it is accepted. */
export function incomingPrefix(platform: string): string {
  return `incoming/${platform}/`
}

/** Where an upload goes: `incoming/<platform>/<id>/mail`. */
export function incomingKey(platform: string, id: string): string {
  return `${incomingPrefix(platform)}${id}${uploadEnd}`
}

/** Beside the upload: what its ticket was made for. */
export function ticketOf(key: string): string {
  return key.replace(uploadName, ticketEnd)
}

export function isTicket(key: string): boolean {
  return key.endsWith(ticketEnd)
}

/** Where a webhook lies until the mail that it points to is fetched: `incoming/<platform>/<id>/pointer`. */
export function pointerKey(platform: string, id: string): string {
  return `${incomingPrefix(platform)}${id}${pointerEnd}`
}

export function isPointer(key: string): boolean {
  return key.endsWith(pointerEnd)
}

const uploadEnd = '/mail'
const uploadName = /\/mail$/
const ticketEnd = '/ticket'
const pointerEnd = '/pointer'
