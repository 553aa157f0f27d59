import { headerValue, messageIds } from '../headers/header-values.ts'
import type { MailHeader } from '../mail.ts'

/** Without an `@` only what is long enough to be nobody else's. */
const shortestBareId = 8
/** What programs write where they have none: before an `@`, after it, or instead of the whole id. */
const placeholder =
  /^[\W_]{0,20}(?:none|nil|nul|null|unset|undef|undefined|unknown|empty|missing|default|n\/?a|nan|false|message-?id|0{1,36}(?:-0{1,12}){0,4})?[\W_]{0,20}$/i
const brackets = /^<|>$/g
const whiteSpace = /\s+/g

/** The Message-ID, with brackets, also where it has none; `undefined` where a placeholder stands there. */
export function readMessageId(headers: readonly MailHeader[]): string | undefined {
  const raw = headerValue(headers, 'Message-ID') ?? ''
  const bare = raw.replace(brackets, '').replace(whiteSpace, '')
  return [...messageIds(raw), `<${bare}>`].find(isMessageId)
}

/** Whether an id, in brackets, names a mail: `<>`, `<@>`, `<none>`, `<unset@localhost>` name none. */
export function isMessageId(id: string): boolean {
  const bare = id.slice(1, -1)
  const at = bare.lastIndexOf('@')
  if (at === -1) return bare.length >= shortestBareId && !placeholder.test(bare)
  const [local, domain] = [bare.slice(0, at), bare.slice(at + 1)]
  if (local === '' || domain === '') return false
  return domain.includes('.') || !placeholder.test(local)
}
