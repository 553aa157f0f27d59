import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import { close, listen } from '../../bin/local/listen.ts'

export interface LoggedLine {
  readonly group: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly line: Readonly<Record<string, string | number>>
}

const started = z.object({
  logGroupNames: z.array(z.string()),
  queryString: z.string(),
  startTime: z.number(),
  endTime: z.number(),
})
const filter = /^\| filter event in \[((?:"[^"]{1,80}"(?:, )?){1,100})\]$/m

/**
 * Stands in for Amazon CloudWatch Logs, of which there is no emulator here: queries are saved, start, run for a while and
 * come to results, as the service's own JSON protocol has it. Of the query language it knows `fields`, and a filter by
 * event, which is all that ours has.
 */
export async function fakeCloudWatchLogs(options: {
  readonly definitions: readonly { name: string; queryString: string; logGroupNames: readonly string[] }[]
  readonly lines: readonly LoggedLine[]
  /** How often a query is still running when it is asked for. */
  readonly looks?: number
  /** What it ends with. @default Complete */
  readonly ends?: string
}) {
  const asked: z.infer<typeof started>[] = []
  let looks = options.looks ?? 1
  const server = createServer(async (request, answer) => {
    const body: unknown = JSON.parse(await text(request))
    const reply = (status: number, value: unknown) =>
      answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value))
    switch (String(request.headers['x-amz-target']).split('.')[1]) {
      case 'DescribeQueryDefinitions': {
        const { queryDefinitionNamePrefix = '' } = z
          .object({ queryDefinitionNamePrefix: z.string().optional() })
          .parse(body)
        return reply(200, {
          queryDefinitions: options.definitions.filter(({ name }) =>
            name.startsWith(queryDefinitionNamePrefix),
          ),
        })
      }
      case 'StartQuery':
        asked.push(started.parse(body))
        return reply(200, { queryId: String(asked.length - 1) })
      case 'GetQueryResults': {
        const { queryId } = z.object({ queryId: z.string() }).parse(body)
        if (looks > 0) {
          looks -= 1
          return reply(200, { status: looks % 2 === 0 ? 'Running' : 'Scheduled', results: [] })
        }
        const query = asked[Number(queryId)]
        if (!query) return reply(400, { __type: 'ResourceNotFoundException', message: 'no such query' })
        return reply(200, { status: options.ends ?? 'Complete', results: resultsOf(query, options.lines) })
      }
      default:
        return reply(400, { __type: 'UnknownOperationException' })
    }
  })
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, asked, stop: () => close(server) }
}

function resultsOf(query: z.infer<typeof started>, lines: readonly LoggedLine[]) {
  const { queryString, logGroupNames, startTime, endTime } = query
  const [, list = ''] = filter.exec(queryString) ?? []
  const events = new Set([...list.matchAll(/"([^"]{1,80})"/g)].map(([, id]) => id))
  const [, named = ''] = /^fields (.{1,500})$/m.exec(queryString) ?? []
  return lines
    .filter(({ group, at, line }) => {
      const seconds = Date.parse(at) / 1000
      const isWithin = seconds >= startTime && seconds <= endTime
      return isWithin && logGroupNames.includes(group) && events.has(String(line['event']))
    })
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map(({ group, at, line }) => {
      const known: Record<string, string | number> = {
        '@timestamp': at.replace('T', ' ').replace('Z', ''),
        '@log': `123456789012:${group}`,
        ...line,
      }
      // A field that a line has not is left out.
      return named
        .split(', ')
        .flatMap((field) => (field in known ? [{ field, value: String(known[field]) }] : []))
    })
}
