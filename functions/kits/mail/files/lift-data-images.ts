import { sha256 } from '../../../core/ids.ts'
import type { Mail, MailAttachment } from '../mail.ts'

const start = 'data:image/'
const head = /data:(image\/[a-z0-9.+-]{1,60})(?:;[a-z0-9=.-]{1,60}){0,3};base64,/iy
const source = /\bsrc\s{0,9}=\s{0,9}["']?\s{0,9}$/i
const base64 = /[A-Za-z0-9+/=\s]/
const encodedPercent = /%([0-9a-f]{2})/gi
const maxBefore = 40
const maxImages = 500

/** Images that a mail's HTML holds in itself (`<img src="data:…">`) become attachments that it refers to. */
export function liftDataImages(mail: Mail): Mail {
  const { html } = mail
  if (html === undefined || !html.toLowerCase().includes(start)) return mail
  const pieces: string[] = []
  const images = new Map<string, MailAttachment>()
  const lower = html.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(start); at >= 0 && images.size < maxImages; at = lower.indexOf(start, at + 1)) {
    head.lastIndex = at
    const match = source.test(html.slice(Math.max(0, at - maxBefore), at)) ? head.exec(html) : null
    if (match === null || at < from) continue
    const begin = at + match[0].length
    const end = endOfBase64(html, begin)
    const bytes = Buffer.from(html.slice(begin, end).replace(encodedPercent, fromHex), 'base64')
    if (bytes.length === 0) continue
    const contentId = `${sha256(bytes).slice(0, 32)}@data-uri.invalid`
    const type = match[1]?.toLowerCase() ?? ''
    images.set(contentId, { type, bytes, contentId, disposition: 'inline' })
    pieces.push(html.slice(from, at), `cid:${contentId}`)
    from = end
  }
  if (images.size === 0) return mail
  pieces.push(html.slice(from))
  return { ...mail, html: pieces.join(''), attachments: [...mail.attachments, ...images.values()] }
}

function fromHex(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

function endOfBase64(html: string, from: number): number {
  let at = from
  while (at < html.length && (base64.test(html.charAt(at)) || html[at] === '%')) at++
  return at
}
