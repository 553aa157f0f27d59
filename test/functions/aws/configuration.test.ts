import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readDeployment, readEnvironment } from '../../../functions/aws/configuration.ts'
import { deployment } from '../../../schemas/deployment.ts'
import { routeEnvironment } from '../../../schemas/environment.ts'

const names = ['DEPLOYMENT_FILE', 'BUCKET', 'TABLE', 'QUEUE_URL', 'DELIVER_QUEUE_URLS'] as const
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netzdialog-'))
})
afterEach(async () => {
  for (const name of names) delete process.env[name]
  await rm(folder, { recursive: true })
})

describe('readEnvironment', () => {
  it('reads and converts what the schema names', () => {
    Object.assign(process.env, {
      DEPLOYMENT_FILE: 'deployment.json',
      FETCH_QUEUE_URL: '',
      BUCKET: 'bucket',
      TABLE: 'table',
      QUEUE_URL: 'https://sqs.test/contacts.fifo',
      DELIVER_QUEUE_URLS: '{"crm":"https://sqs.test/deliver-crm.fifo"}',
    })
    expect(readEnvironment(routeEnvironment)).toEqual({
      DEPLOYMENT_FILE: 'deployment.json',
      FETCH_QUEUE_URL: '',
      BUCKET: 'bucket',
      TABLE: 'table',
      QUEUE_URL: 'https://sqs.test/contacts.fifo',
      RETRY_CAP_SECONDS: 900,
      DELIVER_QUEUE_URLS: { crm: 'https://sqs.test/deliver-crm.fifo' },
      LOCAL_RUN: false,
    })
  })

  it('names every variable that is missing or wrong, and no value', () => {
    Object.assign(process.env, {
      BUCKET: 'bucket',
      TABLE: 'table',
      QUEUE_URL: 'secret',
      DELIVER_QUEUE_URLS: '{',
    })
    expect(() => readEnvironment(routeEnvironment)).toThrow(
      'these environment variables are missing or wrong: DEPLOYMENT_FILE, QUEUE_URL, DELIVER_QUEUE_URLS',
    )
  })
})

describe('readDeployment', () => {
  it('reads the file beside the code as it was written there', async () => {
    const path = join(folder, 'deployment.json')
    const written = deployment.parse({
      platforms: { facebook: {} },
      destinations: [{ name: 'crm', adapter: 'webhook' }],
      routing: { rules: [{ to: ['crm'] }] },
    })
    await writeFile(path, JSON.stringify(written))
    expect(readDeployment(path)).toEqual(written)
  })

  it('fails where there is no file, or one that was cut off', async () => {
    const path = join(folder, 'deployment.json')
    expect(() => readDeployment(path)).toThrow('ENOENT')
    await writeFile(path, '{"platforms":{')
    expect(() => readDeployment(path)).toThrow('the body is not JSON')
  })
})
