import { cleanText } from '../headers/clean-text.ts'

const path = /^.*[/\\]/s
const reserved = /[<>:"|?*]/g
const edges = /^[. ]+|(?<![. ])[. ]+$/g
const marks = /\p{M}+/gu
const notForKeys = /[^A-Za-z0-9._-]+/g
const extension = /\.[A-Za-z0-9]{1,10}$/
const maxLength = 150

const extensions = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['application/pdf', 'pdf'],
  ['text/calendar', 'ics'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/csv', 'csv'],
  ['message/rfc822', 'eml'],
  ['application/ms-tnef', 'dat'],
])

/** A file name that no file system takes for a path, a device or a command; made up from the type where there is none. */
export function safeName(name: string | undefined, type: string): string {
  const bare = cleanText((name ?? '').normalize('NFC').replace(path, ''))
    ?.replace(reserved, '_')
    .replace(edges, '')
  if (!bare) return `attachment.${extensions.get(type) ?? 'bin'}`
  if (bare.length <= maxLength) return bare
  const end = extension.exec(bare)?.[0] ?? ''
  return `${[...bare.slice(0, maxLength - end.length - 1)].join('')}_${end}`
}

/** The same for an object key: ASCII, so that no store or URL spells it in two ways. */
export function keyName(name: string): string {
  const ascii = name.normalize('NFD').replace(marks, '').replace(notForKeys, '_').replace(edges, '')
  return ascii === '' ? '_' : ascii
}
