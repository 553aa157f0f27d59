const eucKr = new TextDecoder('euc-kr')
const gbk = new TextDecoder('gbk')
const [shiftOut, shiftIn, esc, tilde, lf] = [0x0e, 0x0f, 0x1b, 0x7e, 0x0a]

/**
 * The decoder of a seven-bit charset that switches to two bytes a character and that no `TextDecoder` knows:
 * ISO-2022-KR (RFC 1557), the part of ISO-2022-CN that GB 2312 covers (RFC 1922), HZ (RFC 1843).
 *
 * @param label lower-case
 */
export function shiftedDecoder(label: string): ((bytes: Uint8Array) => string) | undefined {
  if (label === 'iso-2022-kr') return (bytes) => eucKr.decode(raiseShifted(bytes))
  if (label === 'iso-2022-cn' || label === 'iso-2022-cn-ext')
    return (bytes) => gbk.decode(raiseShifted(bytes))
  if (label === 'hz' || label === 'hz-gb-2312') return (bytes) => gbk.decode(raiseHz(bytes))
  return undefined
}

/** What lies between Shift Out and Shift In gets its eighth bit; designations (`ESC $ ) C`) are left out. */
function raiseShifted(bytes: Uint8Array): Uint8Array {
  const raised = new Uint8Array(bytes.length)
  let length = 0
  let high = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === esc && bytes[at + 1] === 0x24) at += 3
    else if (byte === shiftOut) high = 0x80
    else if (byte === shiftIn) high = 0
    else {
      // A line begins in ASCII, whatever was forgotten at the end of the one before.
      if (byte === lf) high = 0
      raised[length++] = byte > 0x20 ? byte | high : byte
    }
  }
  return raised.subarray(0, length)
}

/** `~{` and `~}` enclose two-byte characters; `~~` is a tilde, `~` before a line end joins lines. */
function raiseHz(bytes: Uint8Array): Uint8Array {
  const raised = new Uint8Array(bytes.length)
  let length = 0
  let high = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const next = bytes[at + 1]
    if (byte === tilde && (next === 0x7b || next === 0x7d)) {
      high = next === 0x7b ? 0x80 : 0
      at++
    } else if (byte === tilde && high === 0 && (next === tilde || next === lf)) {
      if (next === tilde) raised[length++] = tilde
      at++
    } else {
      if (byte === lf) high = 0
      raised[length++] = byte > 0x20 ? byte | high : byte
    }
  }
  return raised.subarray(0, length)
}
