import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { close, listen } from '../../bin/local/listen.ts'
import type { Target } from './call-proxy.ts'
import { holds, type Item, type Places, UnknownExpression, updated, valueAt } from './table-expressions.ts'

interface Request extends Places {
  readonly TableName: string
  readonly Key: Item
  readonly UpdateExpression: string
  readonly ConditionExpression?: string
  readonly KeyConditionExpression: string
  readonly FilterExpression: string
  readonly RequestItems: Readonly<
    Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead?: boolean }>
  >
}

interface Row {
  readonly item: Item
  readonly before: Item | undefined
  /** When it was written, in milliseconds since 1970. */
  readonly at: number
}

/** By partition key and sort key. */
type Rows = Map<string, Map<string, Row>>

/** A read that does not ask for consistency may be as old as that, and here it always is. */
const staleMs = 1_000

class Refusal extends Error {}

const partition = /^pk = (:\S+)$/

/**
 * DynamoDB tables of text keys `pk` and `sk`, as far as the ledger uses them, in a quarter of the time that
 * dynalite takes: its parsers were a third of a fault run. `memory-table.test.ts` shows that both say the same, except
 * that dynalite has no reads that lag behind.
 */
export async function memoryTable(): Promise<Target & { stop(): Promise<void> }> {
  const tables = new Map<string, Rows>()
  const rowsOf = (table: string): Rows => {
    const rows = tables.get(table) ?? new Map()
    tables.set(table, rows)
    return rows
  }

  const operations: Record<string, (request: Request) => unknown> = {
    CreateTable: () => ({}),
    DescribeTable: () => ({ Table: { TableStatus: 'ACTIVE' } }),
    BatchGetItem: ({ RequestItems }) => ({
      Responses: Object.fromEntries(
        Object.entries(RequestItems).map(([table, { Keys, ConsistentRead }]) => [
          table,
          Keys.flatMap((key) => (ConsistentRead ? read(table, key) : readStale(table, key)) ?? []),
        ]),
      ),
      UnprocessedKeys: {},
    }),
    UpdateItem(request) {
      const before = read(request.TableName, request.Key)
      const { ConditionExpression: condition } = request
      if (condition !== undefined && !holds(condition, before, request))
        throw new Refusal('ConditionalCheckFailedException')
      write(request.TableName, updated(request.UpdateExpression, before ?? request.Key, request))
      return {}
    },
    DeleteItem({ TableName, Key }) {
      rowsOf(TableName).get(partitionOf(Key))?.delete(sortOf(Key))
      return {}
    },
    Query(request) {
      const place = partition.exec(request.KeyConditionExpression)?.[1]
      if (place === undefined) throw new UnknownExpression(request.KeyConditionExpression)
      const pk = valueAt(place, request)['S']
      const rows = rowsOf(request.TableName).get(String(pk))?.values() ?? []
      const Items = [...rows].map(({ item }) => item)
      Items.sort((one, other) => Buffer.compare(Buffer.from(sortOf(one)), Buffer.from(sortOf(other))))
      return { Items, Count: Items.length }
    },
    Scan(request) {
      const all = [...rowsOf(request.TableName).values()].flatMap((rows) => [...rows.values()])
      const Items = all
        .map(({ item }) => item)
        .filter((item) => holds(request.FilterExpression, item, request))
      return { Items, Count: Items.length }
    },
  }
  const rowAt = (table: string, key: Item) => rowsOf(table).get(partitionOf(key))?.get(sortOf(key))
  const read = (table: string, key: Item) => rowAt(table, key)?.item
  function readStale(table: string, key: Item): Item | undefined {
    const row = rowAt(table, key)
    return row && row.at > Date.now() - staleMs ? row.before : row?.item
  }
  function write(table: string, item: Item): void {
    const rows = rowsOf(table)
    const partition = rows.get(partitionOf(item)) ?? new Map<string, Row>()
    const before = partition.get(sortOf(item))?.item
    rows.set(partitionOf(item), partition.set(sortOf(item), { item, before, at: Date.now() }))
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const request = JSON.parse(await bodyOf(incoming)) as Request
    const [status, answer] = run(operation, request)
    outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer))
  }

  function run(operation: string, request: Request): [status: number, answer: unknown] {
    try {
      const known = operations[operation]
      if (!known) throw new Refusal('UnknownOperationException')
      return [200, known(request)]
    } catch (error) {
      if (error instanceof Refusal)
        return [400, { __type: `com.amazonaws.dynamodb.v20120810#${error.message}` }]
      if (!(error instanceof UnknownExpression)) throw error
      return [400, { __type: 'com.amazon.coral.validate#ValidationException', message: error.message }]
    }
  }

  const dispatch = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // A caller that was killed in mid-request.
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  }
  const server = createServer(dispatch)
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, dispatch, stop: () => close(server) }
}

/** As `text` of node:stream/consumers, which takes half of a call's time here. */
function bodyOf(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => resolve(Buffer.concat(chunks).toString()))
    incoming.on('error', reject)
  })
}

const partitionOf = ({ pk }: Item) => String(pk?.['S'])
const sortOf = ({ sk }: Item) => String(sk?.['S'])
