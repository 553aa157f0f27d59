import { markdownTable } from '../../../bin/deployment-checks/markdown-table.ts'
import { describeMachine } from '../report/machine.ts'
import type { Counts } from './count-scenario.ts'
import { fixedTable } from './fixed-table.ts'
import { lambdaMs, priceCounts, sumOf } from './price-counts.ts'
import { assumptions, type Priced, prices, pricesAsOf } from './prices.ts'
import type { RecordedCosts } from './recorded-costs.ts'
import { scenarios } from './scenarios.ts'

const groups: readonly (readonly [title: string, priced: readonly Priced[]])[] = [
  ['HTTP API', ['httpApi']],
  ['Lambda', ['invocations', 'gigabyteSeconds']],
  ['SQS', ['sqs']],
  ['DynamoDB writes', ['writeUnits']],
  ['reads', ['readUnits']],
  ['S3', ['s3Writes', 's3Reads']],
  ['logs', ['logBytes']],
]

/** `docs/costs.md`. */
export function costsPage({ machine, counts, fixed }: RecordedCosts): string {
  const found = scenarios.map(({ name, what }) => ({ what, each: countsOf(counts, name) }))
  const { latencyMs } = assumptions
  return `# What a million contacts cost

In USD, by list prices of Europe (Frankfurt) without any free allowance, archive for \`replay\` included. Everything but
Lambda's time is counted: real bundles and the real SDK run against emulators, and a proxy between them counts the calls
and the table's request units. \`npm run costs -- --write\` counts again and writes this page; a test complains where
this page, the README or [operations](operations.md) no longer say what is counted.

${table(
  ['a million times', 'USD', ...groups.map(([title]) => title)],
  found.map(({ what, each }) => {
    const priced = priceCounts(each)
    const parts = groups.map(([, names]) => names.reduce((sum, name) => sum + priced[name], 0).toFixed(2))
    return [what, `**${sumOf(priced).toFixed(1)}**`, ...parts]
  }),
)}

Every contact here begins a conversation of its own and goes to one destination, a webhook, where nothing else is said.
"Ten a batch" is what happens under load: SQS hands a function up to ten messages at once.

## What one contact takes

${table(
  [
    'one contact',
    'API requests',
    'invocations',
    'Lambda ms',
    'SQS requests',
    'write units',
    'read units',
    'S3 PUT',
    'S3 GET',
    'log bytes',
  ],
  found.map(({ what, each }) => [
    what,
    shown(each.httpApi),
    shown(each.invocations),
    lambdaMs(each).toFixed(0),
    shown(each.sqs),
    shown(each.writeUnits),
    shown(each.readUnits),
    shown(each.s3Writes),
    shown(each.s3Reads),
    each.logBytes.toFixed(0),
  ]),
)}

**Lambda's time** is the one figure that is not counted: what the functions wait for calls, one after the other, by
latencies that are taken for granted (SQS ${latencyMs.sqs} ms, DynamoDB ${latencyMs.dynamodb} ms, S3 ${latencyMs.s3} ms, the receiver
${latencyMs.receiver} ms), and the processor time that they took warm here (${describeMachine(machine)}), times ${(1 / assumptions.processorShare).toFixed(1)},
because Lambda gives a function of 512 MB that much less than a processor.

**Write units** are the larger of the item before and after by the started kilobyte, **read units** strongly consistent
ones by four started kilobytes, a row that is not there being one. **SQS** counts what the functions send, by started
64 kB, and a receive and a delete for each batch. **Logs** are the functions' own lines and metrics, ${assumptions.platformLogBytes} bytes that
Lambda adds to each invocation, and ${assumptions.accessLogBytes} for the line of the access log.

Not in it: cold starts, repetitions, what is kept (a quarter of a dollar a month for a million archived events for seven
days), and traffic to the internet.

A message whose file is fetched (\`attachments.fetch\`) takes, beside the above and worked out rather than counted: what comes
of it as a contact of its own without the API request, 3 requests to a standard queue, 4 write and some 15 read units,
an S3 PUT a file, and an invocation for as long as the platform takes. That is about $28 for a million of one file each.

A message whose file is scanned (\`attachments.scan\`) takes about as much, the platform's time left out, and three to six
invocations of some 100 ms; and GuardDuty's own price: **$0.09 a GB and $0.215 for 1,000 files** in us-east-1 (as several
others report it; look up your region), S3's requests to read and to tag, and $0.01 a month for 10,000 tags. A million
files of 300 kB: some $27 for the gigabytes, $215 for the files.

Where files are fetched, or mail comes by the bucket (\`uploads\`, \`receiving\`, \`stored\`), deliver has 1,536 MB instead of 512, for ten
large mails side by side. Worked out, too, that is about $2 more for a million comments, one a batch, and $0.30 with ten a
batch.

## What a deployment costs with nothing coming in

Counted in the template, how many and what that costs a month; prices as known for Frankfurt, without free allowances, and
not verified here.

${fixedTable(fixed)}

All that can be chosen is a destination in a private network with endpoints in two zones, a KMS key, an address of one's
own, files that are fetched and a third destination. Point-in-time recovery of the table and what is kept are paid for by
size. A shield is a secret more, and in its stack in us-east-1 a web ACL at $5 and three rules at $1.

## Prices

As of ${pricesAsOf}; they change, and some could not be verified from here: check them against the
[price list](https://aws.amazon.com/pricing/) before a decision hangs on them.

${table(
  ['what', 'USD', 'for', 'source'],
  Object.values(prices).map(({ what, usd, per, unit, source }) => [
    what,
    String(usd),
    per === 1 ? `a ${unit.replace(plural, '')}` : `${per.toLocaleString('en')} ${unit}`,
    source,
  ]),
)}
`
}

const table = (...given: Parameters<typeof markdownTable>) => markdownTable(...given).join('\n')

const plural = /s$/

/** @throws where it was not counted */
export function countsOf(counts: RecordedCosts['counts'], name: string): Counts {
  const found = counts[name]
  if (!found) throw new Error(`${name} was not counted: npm run costs -- --write`)
  return found
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
}
