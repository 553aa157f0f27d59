import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { startAws } from '../../support/aws.ts'
import { recordingTelemetry } from '../../support/memory-ports.ts'

const secrets: Record<string, Record<string, unknown> | null> = {}
const schema = z.strictObject({ url: z.string(), keys: z.array(z.string()).min(1) })
const start = Date.parse('2026-11-20T12:00:00.000Z')

let aws: Awaited<ReturnType<typeof startAws>>
let adapterSettings: typeof import('../../../functions/aws/secrets.ts')['adapterSettings']
let storedCredentials: typeof import('../../../functions/aws/secrets.ts')['storedCredentials']
let time = start

beforeAll(async () => {
  aws = await startAws(secrets)
  ;({ adapterSettings, storedCredentials } = await import('../../../functions/aws/secrets.ts'))
}, 30_000)
afterAll(() => aws.stop())
beforeEach(() => {
  time = start
  for (const name of Object.keys(secrets)) delete secrets[name]
  secrets['netzdialog/destination/crm'] = { keys: ['k1'] }
})

function settings() {
  const { telemetry, lines } = recordingTelemetry()
  const read = adapterSettings(schema, { url: 'https://crm.test' }, 'netzdialog/destination/crm', {
    telemetry,
    now: () => new Date(time),
  })
  return { read, lines }
}

describe('an adapter’s settings', () => {
  it('are those of the deployment file and of the secret together', async () => {
    const { read, lines } = settings()
    expect(await read()).toEqual({ url: 'https://crm.test', keys: ['k1'] })
    expect(lines).toEqual([])
  })

  it('follow a rotated key within five minutes, and not at every request', async () => {
    const { read } = settings()
    await read()
    secrets['netzdialog/destination/crm'] = { keys: ['k2', 'k1'] }
    time += 5 * 60_000 - 1
    expect(await read()).toMatchObject({ keys: ['k1'] })
    time += 1
    expect(await read()).toMatchObject({ keys: ['k2', 'k1'] })
  })

  it('stay as they were while the secret is away or unusable', async () => {
    const { read, lines } = settings()
    await read()
    delete secrets['netzdialog/destination/crm']
    time += 5 * 60_000
    expect(await read()).toMatchObject({ keys: ['k1'] })
    secrets['netzdialog/destination/crm'] = { keys: [] }
    time += 5 * 60_000
    expect(await read()).toMatchObject({ keys: ['k1'] })
    expect(lines.map(({ fields }) => fields['code'])).toEqual(['ResourceNotFoundException', 'secret_invalid'])
    secrets['netzdialog/destination/crm'] = { keys: ['k3'] }
    time += 5 * 60_000
    expect(await read()).toMatchObject({ keys: ['k3'] })
  })

  it('fail where they were never known, and are read anew the next time', async () => {
    delete secrets['netzdialog/destination/crm']
    const { read } = settings()
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    secrets['netzdialog/destination/crm'] = { keys: ['k1'] }
    expect(await read()).toMatchObject({ keys: ['k1'] })
  })

  it('say what a secret lacks into which nobody has put a value, and need none where no field is required', async () => {
    secrets['netzdialog/destination/crm'] = null
    await expect(settings().read()).rejects.toMatchObject({ code: 'secret_invalid' })
    const { telemetry } = recordingTelemetry()
    const url = z.strictObject({ url: z.string(), keys: z.array(z.string()).optional() })
    const open = adapterSettings(url, { url: 'https://crm.test' }, 'netzdialog/destination/crm', {
      telemetry,
      now: () => new Date(time),
    })
    expect(await open()).toEqual({ url: 'https://crm.test' })
    delete secrets['netzdialog/destination/crm']
    time += 5 * 60_000
    expect(await open()).toEqual({ url: 'https://crm.test' })
  })

  it('fail for a secret that is gone even where no field of it is required', async () => {
    delete secrets['netzdialog/destination/crm']
    const { telemetry } = recordingTelemetry()
    const read = adapterSettings(z.strictObject({}), {}, 'netzdialog/destination/crm', {
      telemetry,
      now: () => new Date(time),
    })
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('fail with the names of the fields that are wrong, and never with a value', async () => {
    secrets['netzdialog/destination/crm'] = { keys: 'hunter2', kyes: ['hunter3'] }
    const { read, lines } = settings()
    const failure = await read().catch((error: unknown) => error)
    expect(failure).toMatchObject({
      code: 'secret_invalid',
      message: 'the secret netzdialog/destination/crm or the deployment lacks or misspells: keys, kyes',
    })
    expect(lines).toEqual([
      { code: 'secret_not_read', fields: { code: 'secret_invalid', secret: 'netzdialog/destination/crm' } },
    ])
  })
})

describe('what lies in a secret for looking at a platform', () => {
  const name = 'netzdialog/connection/facebook'

  it('is what an operator has put there', async () => {
    secrets[name] = { appId: '4444' }
    expect(await storedCredentials(name)).toEqual({ appId: '4444' })
  })

  it('is nothing before that, which is no fault', async () => {
    secrets[name] = null
    expect(await storedCredentials(name)).toBeUndefined()
    secrets[name] = {}
    expect(await storedCredentials(name)).toBeUndefined()
  })

  it('is a fault where there is no such secret', async () => {
    await expect(storedCredentials(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})
