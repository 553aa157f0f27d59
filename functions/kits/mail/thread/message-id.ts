import { compact } from '../../../core/compact.ts'
import type { MailHeaders } from '../headers/mail-headers.ts'

/** Characters; a longer id stands for itself by its hash. */
export const maxIdLength = 900
/** Characters of an id without an `@` that is nobody else's. */
const minBareId = 8
/** Words of programs that have no id: before an `@`, after it, or instead of the whole id. */
const placeholder =
  /^[\W_]{0,20}(?:none|nil|nul|null|unset|undef|undefined|unknown|empty|missing|default|n\/?a|nan|false|message-?id|0{1,36}(?:-0{1,12}){0,4})?[\W_]{0,20}$/i
const brackets = /^<|>$/g
const whiteSpace = /\s+/g

/** The Message-ID, with brackets, also where it has none; `undefined` where a placeholder stands there. */
export function readMessageId(headers: MailHeaders): string | undefined {
  const bare = (headers.get('Message-ID') ?? '').replace(brackets, '').replace(whiteSpace, '')
  return [...headers.ids('Message-ID'), `<${bare}>`].find(isMessageId)
}

/** Message ids of the mails before this one, oldest first; what is cut off, or no id, is passed over. */
export function readReferences(headers: MailHeaders): { ids: string[]; parent?: string } {
  const own = readMessageId(headers)
  const usable = (name: string) =>
    headers.ids(name).filter((id) => id !== own && id.length <= maxIdLength && isMessageId(id))
  const references = usable('References')
  const repliedTo = usable('In-Reply-To')
  const parent = repliedTo.find((id) => id === references.at(-1)) ?? repliedTo[0] ?? references.at(-1)
  const ids = references.length > 0 ? references : repliedTo
  return compact({ ids, parent })
}

/** Whether an id, in brackets, names a mail: `<>`, `<@>`, `<none>`, `<unset@localhost>` name none. */
function isMessageId(id: string): boolean {
  const bare = id.slice(1, -1)
  const at = bare.lastIndexOf('@')
  if (at === -1) return bare.length >= minBareId && !placeholder.test(bare)
  const [local, domain] = [bare.slice(0, at), bare.slice(at + 1)]
  if (local === '' || domain === '') return false
  return domain.includes('.') || !placeholder.test(local)
}
