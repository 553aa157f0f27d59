import { DatabaseSync } from 'node:sqlite'

export interface TrackedMessage {
  readonly type: 'Create' | 'Comment' | 'Correspond'
  readonly text: string
  /** Names and sizes in bytes. */
  readonly files: readonly (readonly [name: string, size: number])[]
  /** The event whose message it is. */
  readonly event: string | undefined
}

export interface TrackedTicket {
  readonly id: string
  readonly subject: string
  readonly status: string
  readonly key: string | undefined
  readonly requestors: readonly string[]
  readonly told: string | undefined
  readonly messages: readonly TrackedMessage[]
}

const query = {
  tickets: "SELECT id, Subject, Status, Told FROM Tickets WHERE Type = 'ticket' ORDER BY id",
  messages:
    "SELECT id, Type FROM Transactions WHERE ObjectType = 'RT::Ticket' AND ObjectId = ? AND Type IN ('Create', 'Comment', 'Correspond') ORDER BY id",
  parts:
    "SELECT Filename, ContentType, ContentEncoding, Content FROM Attachments WHERE TransactionId = ? AND ContentType NOT LIKE 'multipart/%' ORDER BY id",
  field:
    'SELECT v.Content FROM ObjectCustomFieldValues v JOIN CustomFields f ON f.id = v.CustomField WHERE f.Name = ? AND v.ObjectType = ? AND v.ObjectId = ? AND v.Disabled = 0',
  requestors:
    "SELECT u.RealName, u.Name FROM Groups g JOIN GroupMembers m ON m.GroupId = g.id JOIN Users u ON u.id = m.MemberId WHERE g.Domain = 'RT::Ticket-Role' AND g.Name = 'Requestor' AND g.Instance = ?",
}

type Row = Readonly<Record<string, unknown>>

/** All tickets as they stand in the database, deleted and merged ones included: nothing of ours is asked. */
export function readTickets(file: string): TrackedTicket[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  const all = (sql: string, ...values: (string | number)[]): Row[] => database.prepare(sql).all(...values)
  const field = (name: string, object: string, id: number) => {
    const content = all(query.field, name, object, id)[0]?.['Content']
    return content === undefined ? undefined : String(content)
  }
  try {
    return all(query.tickets).map((ticket) => {
      const id = Number(ticket['id'])
      return {
        id: String(id),
        subject: String(ticket['Subject']),
        status: String(ticket['Status']),
        key: field('NetzdialogKey', 'RT::Ticket', id),
        requestors: all(query.requestors, id).map((row) => `${row['RealName'] ?? ''} <${row['Name']}>`),
        told: ticket['Told'] === null ? undefined : String(ticket['Told']),
        messages: all(query.messages, id).map((row) => {
          const parts = all(query.parts, Number(row['id']))
          const isFile = (part: Row) => Boolean(part['Filename'])
          return {
            type: row['Type'] as TrackedMessage['type'],
            text: parts
              .filter((part) => !isFile(part))
              .map((part) => bytesOf(part).toString())
              .join('\n'),
            files: parts
              .filter(isFile)
              .map((part) => [String(part['Filename']), bytesOf(part).length] as const),
            event:
              row['Type'] === 'Create'
                ? field('NetzdialogOpener', 'RT::Ticket', id)
                : field('NetzdialogEvent', 'RT::Transaction', Number(row['id'])),
          }
        }),
      }
    })
  } finally {
    database.close()
  }
}

function bytesOf({ Content: content, ContentEncoding: encoding }: Row): Buffer {
  const bytes = content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(String(content ?? ''))
  if (encoding === 'base64') return Buffer.from(bytes.toString(), 'base64')
  if (encoding !== 'quoted-printable') return bytes
  const decoded = bytes
    .toString('latin1')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}
