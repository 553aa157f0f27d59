import { inspect } from 'node:util'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { beforeAll, describe, expect, it } from 'vitest'

let observed: typeof import('../../../functions/aws/telemetry.ts')['observed']

beforeAll(async () => {
  Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' })
  ;({ observed } = await import('../../../functions/aws/telemetry.ts'))
})

const context = {} as Context

describe('an observed function', () => {
  it('hands its result through', async () => {
    const handler = middy()
      .use(observed())
      .handler(async () => 42)
    expect(await handler({}, context)).toBe(42)
  })

  it('fails with a code: Lambda logs what it is thrown, and that may quote a customer', async () => {
    const handler = middy()
      .use(observed())
      .handler(async () => {
        throw Object.assign(new Error('Anne wrote'), { code: 'ECONNRESET' })
      })
    const error = await handler({}, context).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ message: 'ECONNRESET' })
    expect(inspect(error, { depth: 9 })).not.toContain('Anne')
  })
})
