import type * as z from 'zod'
import { unreadable } from '../../contracts/delivery-ended.ts'
import type { ApiResponse } from '../../kits/http/json-api.ts'

/** @throws DeliveryEnded where it is not there: what was asked was done, perhaps. @param what for the reason */
export function readTaken<Value>(response: ApiResponse, schema: z.ZodType<Value>, what: string): Value {
  const value = response.json(schema)
  if (value === undefined) throw unreadable(what)
  return value
}
