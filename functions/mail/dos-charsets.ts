/**
 * The code pages of MS-DOS, which old mail programs and printers still send and no `TextDecoder` knows: the characters
 * from 0x80 on (www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC).
 */
const cp437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'
const cp850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0'

const pages: Record<string, string> = { '437': cp437, '850': cp850, '858': cp850.replace('ı', '€') }
const label = /^(?:cp|ibm|dos)?[-_]?(437|850|858)$/i

/** The decoder of an MS-DOS code page, e.g. `cp850`, or `undefined` where the label is of none. */
export function dosDecoder(charset: string): ((bytes: Uint8Array) => string) | undefined {
  const page = pages[label.exec(charset.trim())?.[1] ?? '']
  if (page === undefined) return undefined
  return (bytes) =>
    Buffer.from(bytes)
      .toString('latin1')
      .replace(beyondAscii, (byte) => page.charAt(byte.charCodeAt(0) - 0x80))
}

const beyondAscii = /[\x80-\xff]/g
