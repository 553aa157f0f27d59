import { receivedLine } from '../../../text/clean.ts'
import { decodeWords } from './encoded-words.ts'
import { messageIds } from './message-ids.ts'
import { type MailAddress, parseAddresses } from './parse-addresses.ts'
import { type ParameterHeader, readParameters } from './read-parameters.ts'
import { readSentAt } from './sent-at.ts'

export interface MailHeader {
  readonly name: string
  /** Unfolded; encoded words as they stand there. */
  readonly value: string
}

/** A field of a name, and what was read in it so far. */
interface Field {
  readonly values: readonly string[]
  text?: string | undefined
  addresses?: readonly MailAddress[]
  ids?: readonly string[]
  parameters?: ParameterHeader
  sentAt?: string | undefined
}

/**
 * The headers of a mail, of one of its parts, or of a mail that it returns. A field is decoded when somebody first asks
 * for it, and then never again. Names are of any case.
 */
export class MailHeaders {
  /** Headers in the order of the mail. */
  readonly list: readonly MailHeader[]
  private fields: ReadonlyMap<string, Field> | undefined

  constructor(list: readonly MailHeader[]) {
    this.list = list
  }

  /** The first header of a name, as it stands there; a second `From` or `Subject` is a forgery or a mistake. */
  get(name: string): string | undefined {
    return this.all(name)[0] || undefined
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** Every header of a name, empty ones too. */
  all(name: string): readonly string[] {
    return this.field(name).values
  }

  /** An unstructured header: encoded words decoded, control characters out. */
  text(name: string): string | undefined {
    const field = this.field(name)
    field.text ??= receivedLine(decodeWords(first(field)))
    return field.text
  }

  /** The mailboxes of an address header, those of groups too; `undisclosed-recipients:;` has none. */
  addresses(name: string): readonly MailAddress[] {
    const field = this.field(name)
    field.addresses ??= field.values.flatMap(parseAddresses)
    return field.addresses
  }

  /** The email addresses among them. */
  emails(name: string): readonly string[] {
    return this.addresses(name).flatMap(({ email }) => email ?? [])
  }

  /** Message ids, with brackets. */
  ids(name: string): readonly string[] {
    const field = this.field(name)
    field.ids ??= messageIds(first(field))
    return field.ids
  }

  /** `Content-Type`, `Content-Disposition`: a value and its parameters. */
  parameters(name: string): ParameterHeader {
    const field = this.field(name)
    field.parameters ??= readParameters(first(field))
    return field.parameters
  }

  /** The instant of `Date`, see `readSentAt`. */
  sentAt(): string | undefined {
    const field = this.field('Date')
    field.sentAt ??= readSentAt(first(field))
    return field.sentAt
  }

  /** These headers, then those of `others` whose names are not among them. */
  completedBy(others: readonly MailHeader[]): MailHeaders {
    return new MailHeaders([...this.list, ...others.filter(({ name }) => this.all(name).length === 0)])
  }

  private field(name: string): Field {
    this.fields ??= byName(this.list)
    return this.fields.get(name.toLowerCase()) ?? { values: [] }
  }
}

function first({ values: [value = ''] }: Field): string {
  return value
}

function byName(list: readonly MailHeader[]): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field & { readonly values: string[] }>()
  for (const { name, value } of list) {
    const key = name.toLowerCase()
    const known = fields.get(key)
    if (known === undefined) fields.set(key, { values: [value.trim()] })
    else known.values.push(value.trim())
  }
  return fields
}
