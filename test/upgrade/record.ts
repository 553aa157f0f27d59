/**
 * `node test/upgrade/record.ts`, at a release, when its commit is made: writes down what the release leaves behind and
 * how it reads, against which the next one is tried.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import type { SQSRecord } from 'aws-lambda'
import { rowShapes } from '../../functions/core/row-shapes.ts'
import { projectRoot } from '../../lib/bundle-function.ts'
import manifest from '../../package.json' with { type: 'json' }
import { contactEventShape } from '../../schemas/contact-event-shape.ts'
import { aDay } from '../support/roles/a-day.ts'
import { fullLayer } from '../support/roles/full-layer.ts'
import { toPlainShape } from './compare-shapes.ts'
import { recorded } from './read-recorded.ts'

/** Of each kind and queue. */
const maxRecorded = 4
/** What is larger is large in the same way. */
const maxObjectLength = 20_000

const layer = await fullLayer()
const here = await layer.synthesize(projectRoot)
await layer.deploy({ roles: here, code: here })
const messages: Record<string, SQSRecord[]> = {}
layer.pump.tap((queue, record) => {
  messages[queue] = [...(messages[queue] ?? []), record].slice(0, maxRecorded)
})
const rows: Record<string, unknown[]> = {}
const { endpoints, aws, resources } = layer
const dynamodb = new DynamoDBClient({ ...aws, endpoint: endpoints.dynamodb })
const s3 = new S3Client({ ...aws, endpoint: endpoints.s3, forcePathStyle: true })
const objects: Record<string, string> = {}
async function keep(): Promise<void> {
  const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName: resources.table }))
  for (const item of Items) {
    const kind = item['pk']?.S?.split('#')[0] ?? ''
    rows[kind] = [...(rows[kind] ?? []), item].slice(0, maxRecorded)
  }
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: resources.bucket }))
  for (const { Key = '', Size = 0 } of Contents) {
    if (Size > maxObjectLength) continue
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: resources.bucket, Key }))
    objects[Key] = (await Body?.transformToString()) ?? ''
  }
}
await aDay(layer, '1', { inTheEvening: keep })
dynamodb.destroy()
void s3.destroy()
await layer.stop()

const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: projectRoot, encoding: 'utf8' })
const write = (file: string, value: unknown) =>
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(value, undefined, 2)}\n`)
write('last-release.json', { version: manifest.version, commit: stdout.trim() })
write('recorded.json', recorded.parse({ rows, messages, objects }))
write('released-shapes.json', {
  rows: Object.fromEntries(Object.entries(rowShapes).map(([kind, shape]) => [kind, toPlainShape(shape)])),
  event: toPlainShape(contactEventShape),
})
