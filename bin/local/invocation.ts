/** What a local function and its parent say to each other. */
import * as z from 'zod'
import { sentRequest } from './sent-requests.ts'

export const invocation = z.strictObject({
  id: z.int(),
  event: z.unknown(),
  requestId: z.string(),
  functionName: z.string(),
  memory: z.int().meta({ description: 'MB.' }),
  deadline: z.number().meta({ description: 'Milliseconds since 1970.' }),
})

export const response = z.union([
  z.strictObject({ ready: z.literal(true) }),
  z.strictObject({ request: sentRequest }),
  z.strictObject({ id: z.int(), error: z.string().meta({ description: 'A code, never a message.' }) }),
  // JSON leaves an undefined result out.
  z.strictObject({ id: z.int(), result: z.unknown().optional() }),
])

export type Invocation = z.infer<typeof invocation>
export type InvocationResponse = z.infer<typeof response>
