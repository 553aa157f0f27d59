import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { projectRoot } from '../../lib/bundle-function.ts'
import { describeWith } from '../support/describe-with.ts'
import { releasedTree, releaseHistory } from '../support/released-tree.ts'
import { aDay, fileText, long, mail } from '../support/roles/a-day.ts'
import { type FullLayer, fullLayer } from '../support/roles/full-layer.ts'
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
    expect(layer.denied()).toEqual([])
    expect(layer.asked.length).toBeGreaterThan(500)
    const unneeded = unneededRights(layer.rights(), layer.asked).map((line) => line.split(' ')[1])
    expect([...new Set(unneeded)].sort()).toEqual([...askedByOthers].sort())
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

  describeWith(releaseHistory, 'an upgrade from the last release', () => {
    let released: ReturnType<typeof releasedTree>
    let before: string
    beforeAll(async () => {
      released = releasedTree()
      before = await layer.synthesize(released.root)
    })
    afterAll(() => released?.remove())

    it('lets its functions run with the new roles, and they read what the new ones have written', async () => {
      await layer.deploy({ roles: today, code: before })
      expect(await aDay(layer, '2')).toEqual(goodDay)
      expect(layer.denied()).toEqual([])
    })

    it('lets the new functions run with its roles, and they read what its own have written', async () => {
      await layer.deploy({ roles: before, code: today })
      expect(await aDay(layer, '3')).toEqual(goodDay)
      expect(layer.denied()).toEqual([])
    })
  })
})
