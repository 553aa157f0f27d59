import { readFileSync } from 'node:fs'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { plainShapes } from './compare-shapes.ts'

/** An item as the API of DynamoDB writes it. */
const item = z.custom<Record<string, AttributeValue>>((value) => typeof value === 'object' && value !== null)

/** What functions of a release have left where those of the next find it. */
export const recorded = z.object({
  /** By the first part of their partition key. */
  rows: z.record(z.string(), z.array(item)),
  /** SQS records as Lambda gets them, by queue. */
  messages: z.record(z.string(), z.array(z.looseObject({ body: z.string() }))),
  /** By key. */
  objects: z.record(z.string(), z.string()),
})

/** Of rows by kind, and of the event, as the release reads them. */
export const releasedShapes = z.object({ rows: plainShapes, event: plainShapes.valueType })

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

export const readRecorded = () => recorded.parse(read('recorded.json'))
export const readReleasedShapes = () => releasedShapes.parse(read('released-shapes.json'))
