import { storeFile } from '../../kits/mail/files/store-file.ts'
import { fileType } from '../../text/media-type.ts'
import { webAddress } from '../../text/web-address.ts'
import { receivedAs } from './explain-mismatch.ts'
import { type Findings, type Given, isGiven, withFields } from './given.ts'

const whiteSpace = /\s+/g
const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/**
 * A file that came along (`content`, base64) is stored; one that stayed where it is has a `url`. What another system
 * has stored is not here: its link is all there is.
 *
 * @param path names the attachment in what is complained of
 */
export function completeAttachment(given: unknown, path: string, { problems, files }: Findings): unknown {
  if (!isGiven(given)) return given
  const { content, key: _, ...others } = given
  if (content !== undefined) {
    const bytes = readContent(content)
    if (bytes) return store(others, bytes, files)
    problems.push(`${path}.content: ${receivedAs(content)}, expected the file in base64`)
    return others
  }
  const url = others['url']
  if (url !== undefined && (typeof url !== 'string' || webAddress(url) === undefined))
    problems.push(`${path}.url: ${receivedAs(url)}, expected an address that begins with https://`)
  if (url === undefined && isElsewhere(others['state']))
    return withFields(others, {
      type: typeOf(others),
      state: 'unavailable',
      reason: 'the sender has it, and gave no address of it',
    })
  const state = stateOf(others)
  if (state === undefined || (state === 'remote' && url === undefined))
    problems.push(`${path}: has no file, expected content (base64) or url`)
  return withFields(others, { type: typeOf(others), state: state ?? 'unavailable' })
}

/** Whether its sender has stored it, or is fetching it. */
function isElsewhere(state: unknown): boolean {
  return state === 'stored' || state === 'pending'
}

/** A link is where the file is, whatever its sender has stored. */
function stateOf({ state, url, location, details }: Given): unknown {
  if (url !== undefined) return state === undefined || isElsewhere(state) ? 'remote' : state
  return state ?? (location !== undefined || details !== undefined ? 'inline' : undefined)
}

function typeOf({ type }: Given): unknown {
  return type ?? fileType('')
}

function store(given: Given, bytes: Uint8Array, files: Findings['files']): Given {
  const { name, type } = given
  const { attachment, object } = storeFile({
    name: typeof name === 'string' ? name : undefined,
    type: fileType(typeof type === 'string' ? type : ''),
    bytes,
  })
  files.push(object)
  const { url: _, reason: __, ...others } = given
  return { ...others, ...attachment }
}

function readContent(content: unknown): Uint8Array | undefined {
  const text = typeof content === 'string' ? content.replace(whiteSpace, '') : undefined
  return text && base64.test(text) ? Buffer.from(text, 'base64') : undefined
}
