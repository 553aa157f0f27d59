import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'
import { beforeAll, describe, expect, it } from 'vitest'

let lambdaHandler: typeof import('../../../functions/aws/lambda-handler.ts')['lambdaHandler']

beforeAll(async () => {
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'true'
  ;({ lambdaHandler } = await import('../../../functions/aws/lambda-handler.ts'))
})

const context = (remainingMs: number) => {
  const end = Date.now() + remainingMs
  return {
    getRemainingTimeInMillis: () => end - Date.now(),
    callbackWaitsForEmptyEventLoop: false,
  } as unknown as Context
}

describe('a Lambda handler', () => {
  it('answers nothing while its work is under way, however little time is left', async () => {
    let over = false
    const handler = lambdaHandler(async () => {
      await sleep(100)
      over = true
      return 'done'
    })
    expect(await handler({}, context(20))).toBe('done')
    expect(over).toBe(true)
  })

  it('is made in one place, so that no function gets the early answer back', () => {
    const functions = new URL('../../../functions/', import.meta.url)
    const importing = readdirSync(functions, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /^import middy /m.test(readFileSync(new URL(file, functions), 'utf8')))
    expect(importing).toEqual(['aws/lambda-handler.ts'])
  })
})
