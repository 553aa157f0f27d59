import type { Figure, Row, Tools } from '../figure.ts'
import { newDirectMessage, newMail, newPerson } from '../payloads.ts'
import { benchStand } from '../stand/bench-stand.ts'
import type { CountedCall } from '../stand/counting-proxy.ts'

/** What is written of a mail for `replay`, and of a conversation as it grows. */
export const writeUnits: Row = {
  name: 'write-units',
  title: 'Write units of the table',
  how: 'As DynamoDB charges them, of which the emulator keeps account: the larger of the item before and after, by the started kilobyte. Of a mail those of its archived row; of a Messenger conversation all others, by the number of the message.',
  async measure(tools) {
    return [...(await archiveUnits(tools)), ...(await conversationUnits(tools))]
  },
}

async function archiveUnits({ bundles, quick }: Tools): Promise<Figure[]> {
  const stand = await benchStand({ bundles, platforms: ['mime'] })
  try {
    const [ingest, route] = [await stand.start('ingest-mime'), await stand.start('route')]
    const figures: Figure[] = []
    for (const kilobytes of quick ? [10] : [10, 50, 150]) {
      await ingest.run([stand.webhook('mime', newMail(kilobytes * 1024))])
      stand.proxy.forget()
      await stand.queues.drain('route', route, 1)
      const archived = stand.proxy.calls.filter((call) => isWrite(call) && isArchive(call))
      const objects = stand.proxy.calls.filter(
        ({ service, operation }) => service === 's3' && operation === 'PUT',
      )
      figures.push({
        name: `write-units/archive-${kilobytes}-kb`,
        what: `the archive of a mail of ${kilobytes} kB`,
        unit: 'write units',
        value: sumOf(archived),
        aim: '≤ 3',
        note: `${objects.length} objects put into S3 by route`,
      })
    }
    return figures
  } finally {
    await stand.stop()
  }
}

async function conversationUnits({ bundles, quick }: Tools): Promise<Figure[]> {
  const stand = await benchStand({ bundles })
  try {
    const ingest = await stand.start('ingest-facebook')
    const [route, deliver] = [await stand.start('route'), await stand.start('deliver-crm')]
    const person = newPerson()
    const units: number[] = []
    for (let message = 0; message < (quick ? 5 : 200); message += 1) {
      stand.proxy.forget()
      await ingest.run([stand.webhook('facebook', newDirectMessage(person))])
      await stand.queues.drain('route', route, 1)
      await stand.queues.drain('deliver-crm', deliver, 1)
      units.push(sumOf(stand.proxy.calls.filter((call) => isWrite(call) && !isArchive(call))))
    }
    return [...new Set([0, 9, 49, 99, 149, 199].map((at) => Math.min(at, units.length - 1)))].map((at) => ({
      name: `write-units/messenger-${at + 1}`,
      what: `message ${at + 1} of a Messenger conversation`,
      unit: 'write units',
      value: units[at] ?? Number.NaN,
      aim: '6',
    }))
  } finally {
    await stand.stop()
  }
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])
const isWrite = ({ service, operation }: CountedCall) => service === 'dynamodb' && !reads.has(operation)
const isArchive = (call: CountedCall) => rowOf(call).startsWith('archive#')
const sumOf = (calls: readonly CountedCall[]) => calls.reduce((sum, { units }) => sum + units, 0)

/** Its partition key; of a batch there is none. */
function rowOf({ request }: CountedCall): string {
  const { Key, Item } = request as Partial<Record<'Key' | 'Item', { pk?: { S?: string } }>>
  return (Key ?? Item)?.pk?.S ?? ''
}
