import { createServer } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterEach, expect, it } from 'vitest'
import { readAwsAccess } from '../../../bin/local/aws-environment.ts'
import { close, listen } from '../../../bin/local/listen.ts'
import { scanHours } from '../../../bin/operations/scan-hours.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** Stands for DynamoDB, whose emulator refuses nobody and is slow to fill with megabytes. */
async function answering(answer: (nth: number) => { status?: number; body: unknown }) {
  let asked = 0
  const server = createServer((_, response) => {
    const { status = 200, body } = answer(asked++)
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body))
  })
  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`
  const client = new DynamoDBClient({ ...readAwsAccess({}), endpoint, maxAttempts: 1 })
  endings.push(
    () => client.destroy(),
    () => close(server),
  )
  return { client, asked: () => asked }
}

const rows = (...keys: string[]) => keys.map((pk) => ({ pk: { S: pk } }))

it('tells the hours in which anything is archived, each once and from the oldest', async () => {
  const { client, asked } = await answering((nth) =>
    nth === 0
      ? {
          body: {
            Items: rows('archive#2026-11-21T19#a', 'archive#2026-11-21T19#b', 'archive#broken#a'),
            LastEvaluatedKey: { pk: { S: 'x' }, sk: { S: 'x' } },
          },
        }
      : { body: { Items: rows('archive#2026-11-02T07#0') } },
  )
  expect(await scanHours(client, 'table')).toEqual(['2026-11-02T07', '2026-11-21T19'])
  expect(asked()).toBe(2)
})

it('leaves a table alone that is too large to be looked through, after 64 MB', async () => {
  const more = { Items: [], LastEvaluatedKey: { pk: { S: 'x' }, sk: { S: 'x' } } }
  const { client, asked } = await answering(() => ({ body: more }))
  expect(await scanHours(client, 'table')).toBe(undefined)
  expect(asked()).toBe(64)
})

it('says nothing where these credentials may not, and fails where the table is not there', async () => {
  const type = (name: string) => ({
    status: 400,
    body: { __type: `com.amazonaws.dynamodb.v20120810#${name}` },
  })
  const refused = await answering(() => type('AccessDeniedException'))
  expect(await scanHours(refused.client, 'table')).toBe(undefined)
  const gone = await answering(() => type('ResourceNotFoundException'))
  await expect(scanHours(gone.client, 'table')).rejects.toThrow()
})
