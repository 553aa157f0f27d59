import type { SQSRecord } from 'aws-lambda'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { dropParked } from '../../bin/operations/drop-parked.ts'
import { findParked } from '../../bin/operations/find-parked.ts'
import { projectRoot } from '../../lib/bundle-function.ts'
import { copyTable } from '../support/copy-table.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment } from '../support/facebook-payloads.ts'
import { releasedTree, releaseHistory } from '../support/released-tree.ts'
import { aDay, fileText, long, mail } from '../support/roles/a-day.ts'
import { type FullLayer, fullLayer } from '../support/roles/full-layer.ts'
import { furtherDay } from '../support/roles/further-day.ts'
import { mayDo } from '../support/roles/may-do.ts'
import { unneededRights } from '../support/roles/needed-rights.ts'
import { describeThorough } from '../support/thorough.ts'

// A machine that does much else takes ten times as long.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 })

/** What one day comes to, whatever release the functions are of. */
const goodDay = {
  statuses: Array.from({ length: 15 }, () => 200),
  opened: { status: 200, text: fileText },
  isStopped: true,
  parked: ['crm: kills_function', 'crm: refused', 'route: waited_too_long'],
  arrived: [
    'email:<erased.@kunde.test>',
    'email:<fatal.@kunde.test>',
    'email:<gone.@kunde.test>',
    'email:<late.@kunde.test>',
    'email:<long.@kunde.test>',
    'email:<short.@kunde.test>',
    'facebook:600_plain',
    'facebook:601_old',
    'facebook:701_late1',
    'facebook:702_late2',
    'facebook:703_late3',
    'facebook:m_',
    'telephone:call_',
  ],
  tickets: 6,
}

/** Of what customers wrote, are called and are reached under; of files and keys. */
const canaries = [
  ...['Hallo', 'Privat', 'Abgelehnt', 'Zu alt', 'Später', 'viel zu lang', 'Rückruf', 'nobody knows'],
  ...['Mein Router', 'Mit Anhang', 'Vorbei', 'Rechnung', fileText, 'stand.txt', 'router.png', 'oh=1'],
  ...['Änne', 'Grün', 'anne@', 'bert@', 'cleo.', 'dora@', 'hanna@', 'service@', '"991"', '"992"', 'K-1'],
  ...['whsec_', 'only-for-tests', 'x-netzdialog-origin', 'X-Amz-Signature'],
]

/** Rights that no call of a function or of its pollers makes use of here. */
const askedByOthers = [
  // Lambda writes the log and makes the interfaces by itself.
  ...['logs:CreateLogStream', 'logs:PutLogEvents'],
  ...['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface'].map(
    (each) => `ec2:${each}`,
  ),
  ...['DescribeNetworkInterfaces', 'DescribeSubnets', 'UnassignPrivateIpAddresses'].map(
    (each) => `ec2:${each}`,
  ),
  // DynamoDB asks for these when it takes up a table's key.
  ...['DescribeKey', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo'].map((each) => `kms:${each}`),
  // Of a secret without a value; `test/functions/aws/secrets.test.ts` has it.
  'secretsmanager:DescribeSecret',
  // The CDK lets every consumer of a queue ask for its address.
  'sqs:GetQueueUrl',
]

const besideTheFlow = /^(?:collect|fetch): /
/** Of these two: for bodies too large for a queue, for what is not understood, is taken back, and comes again. */
const seldomBesideTheFlow = [
  ...['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
  'sqs:ChangeMessageVisibility',
]

describeThorough('the bundles, each with what the role of its template allows', () => {
  let layer: FullLayer
  let today: string
  beforeAll(async () => {
    layer = await fullLayer()
    today = await layer.synthesize(projectRoot)
    await layer.deploy({ roles: today, code: today })
  })
  afterAll(() => layer?.stop())
  beforeEach(() => void layer.asked.splice(0))

  it('do all that they have to, and are denied nothing; they make use of each right', async () => {
    expect(await aDay(layer, '1')).toEqual(goodDay)
    expect(await furtherDay(layer, '1')).toEqual({
      statuses: [200, 200, 201, 200],
      roundShield: [403, undefined],
      arrived: [
        'email:<uploaded.@kunde.test> message.created stored',
        'facebook:m_file_ message.attachments_changed stored',
        'facebook:m_file_ message.created pending',
        'facebook:m_lost_ message.attachments_changed unavailable',
        'facebook:m_lost_ message.created pending',
      ],
      tickets: 1,
    })
    expect(layer.denied()).toEqual([])
    expect(layer.asked.length).toBeGreaterThan(500)
    const unneeded = unneededRights(layer.rights(), layer.asked)
    const actions = (lines: string[]) => [...new Set(lines.map((line) => line.split(' ')[1] ?? ''))].sort()
    expect(actions(unneeded.filter((line) => !besideTheFlow.test(line)))).toEqual([...askedByOthers].sort())
    const beside = actions(unneeded.filter((line) => besideTheFlow.test(line)))
    expect(beside.filter((action) => !askedByOthers.includes(action))).toEqual(seldomBesideTheFlow)
  })

  it('write nothing of that into a log that was said, is called so, or opens anything', () => {
    const log = layer.written.join('')
    // Who opens a link is written down nowhere; the watch takes nothing that comes, and runs in `watch-role.test.ts`.
    const silent = ['attachments', 'watch']
    const services = [...layer.rights().keys()].filter((service) => !silent.includes(service))
    expect(services.filter((service) => !log.includes(`"${service}"`))).toEqual([])
    expect(canaries.filter((word) => log.includes(word))).toEqual([])
  })

  it('read no file of a visibility that their destination does not hold', () => {
    const read = (visibility: string) => (service: string) => {
      const resource = `arn:aws:s3:::acme/attachments/${'0'.repeat(16)}/${visibility}/${'0'.repeat(64)}/foto.jpg`
      return mayDo({ action: 's3:GetObject', resource, keys: {} }, layer.rights().get(service) ?? [])
    }
    const services = ['deliver-crm', 'deliver-desk']
    expect(services.filter(read('public'))).toEqual(['deliver-crm'])
    expect(services.filter(read('private'))).toEqual(services)
  })

  it('answer 5xx and lose nothing where the template gives ingest no right to store large bodies', async () => {
    const rights = layer.rights().get('ingest-mime') ?? []
    const broken = rights.filter(({ actions }) => !actions.includes('s3:PutObject'))
    expect(broken).toHaveLength(rights.length - 1)
    layer.grant('ingest-mime', broken)
    const letter = mail('denied', 'emil@kunde.test', long)
    expect(await layer.post('mime', letter)).toBe(503)
    expect(layer.denied()).toEqual([
      expect.stringMatching(/^ingest-mime: s3:PutObject arn:aws:s3:::acme\/attachments\//),
    ])
    layer.grant('ingest-mime', rights)
    expect(await layer.post('mime', letter)).toBe(200)
    await layer.pump.run()
    expect(layer.desk.takeTickets()).toHaveLength(1)
    expect(layer.receiver.arrivals.splice(0).map(({ messageId }) => messageId)).toEqual([
      'email:<denied@kunde.test>',
    ])
  })

  it('loses no event where the table is restored as it was a while ago, and repeat what it has forgotten', async () => {
    const anne = { id: '991', name: 'Änne Grün' }
    const { pump, receiver, site, trouble, aws, endpoints, resources } = layer
    const records: [queue: string, record: SQSRecord][] = []
    pump.tap((...handed) => void records.push(handed))
    const write = (post: string, id: string, parent?: string) =>
      layer.post(
        'facebook',
        comment('4711', { post, comment: id, time: 1_795_262_400, ...(parent && { parent }) }, anne, id),
      )
    const arrived = () =>
      receiver.arrivals.splice(0).map(({ event }) => `${event.message?.text} ${event.work.effect}`)

    await write('800', 'before')
    await pump.run()
    await write('801', 'accepted')
    const copy = await copyTable({ ...aws, endpoint: endpoints.dynamodb }, resources.table)
    await pump.run()
    await write('802', 'after')
    await write('803', 'refused')
    await pump.run()
    expect(arrived().sort()).toEqual(['accepted open', 'after open', 'before open'])
    const [parked] = await findParked({}, site)
    trouble.isAway = true
    await write('804', 'waits')
    await pump.once()
    await write('805', 'queued')
    trouble.isAway = false

    await copy.restoreInto('acme-of-monday')
    const restored = await layer.synthesize(projectRoot, { restoredTable: 'acme-of-monday' })
    await layer.deploy({ roles: restored, code: restored })
    await pump.run()
    // What was under way arrives, whatever the table knows of it.
    expect(arrived().sort()).toEqual(['queued open', 'waits open'])

    // A conversation that it knows goes on; one that began since then begins anew.
    await write('800', 'reply', 'before')
    await write('802', 'answer', 'after')
    await pump.run()
    expect(arrived().sort()).toEqual(['answer open', 'reply append'])

    // What comes again that was delivered since then is delivered again: receivers know it by its idempotency key.
    for (const [service, queue] of [
      ['route', 'contacts'],
      ['deliver-crm', 'crm'],
    ] as const) {
      const isAfter = ({ body }: SQSRecord) => body.includes('"message":{"id":"facebook:802_after"')
      const again = records.find(([from, record]) => from === queue && isAfter(record))?.[1]
      expect(again).toBeDefined()
      await layer.invoke(service, { Records: [again] })
    }
    expect(arrived()).toEqual(['after open'])

    // What was parked since then is in no list, and its body lies where it lay.
    const siteNow = layer.siteOn('acme-of-monday')
    expect(await findParked({}, siteNow)).toEqual([])
    siteNow.close()
    const body = await site.store.get(parked?.body ?? '')
    expect(Buffer.from(body ?? '').toString()).toContain('facebook:803_refused')
    expect(layer.denied()).toEqual([])
    pump.tap(() => {})
    await dropParked(await findParked({}, site), site)
  })

  describeWith(releaseHistory, 'an upgrade from the last release', () => {
    let released: ReturnType<typeof releasedTree>
    let before: string
    let todayPlain: string
    beforeAll(async () => {
      released = releasedTree()
      before = await layer.synthesizePlain(released.root)
      todayPlain = await layer.synthesizePlain(projectRoot)
    })
    afterAll(() => released?.remove())

    it('lets its functions run with the new roles, and they read what the new ones have written', async () => {
      await layer.deploy({ roles: todayPlain, code: before })
      expect(await aDay(layer, '2', { tellsMissing: false })).toEqual(goodDay)
      expect(layer.denied()).toEqual([])
    })

    it('lets the new functions run with its roles, and they read what its own have written', async () => {
      await layer.deploy({ roles: before, code: todayPlain })
      expect(await aDay(layer, '3')).toEqual(goodDay)
      expect(layer.denied()).toEqual([])
    })
  })
})
