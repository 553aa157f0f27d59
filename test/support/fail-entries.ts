import * as z from 'zod'

const batch = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string() })) })
const result = z.looseObject({
  Successful: z.array(z.unknown()).default([]),
  Failed: z.array(z.unknown()).default([]),
})

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: Buffer
}

/** An SQS batch call of which some entries never get there: answered with 200, and `Failed` names them. */
export async function failEntries(
  body: Buffer,
  fails: (index: number) => boolean,
  pass: (body: Buffer) => Promise<Answer>,
): Promise<Answer> {
  const request = batch.parse(JSON.parse(body.toString()))
  const failing = new Set(request.Entries.filter((_, index) => fails(index)))
  const rest = request.Entries.filter((entry) => !failing.has(entry))
  const failed = [...failing].map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError' }))
  const answer =
    rest.length > 0
      ? await pass(Buffer.from(JSON.stringify({ ...request, Entries: rest })))
      : { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from('{}') }
  if (answer.status !== 200) return answer
  const { Successful, Failed } = result.parse(JSON.parse(answer.body.toString()))
  const { 'content-length': _, ...headers } = answer.headers
  return {
    ...answer,
    headers,
    body: Buffer.from(JSON.stringify({ Successful, Failed: [...Failed, ...failed] })),
  }
}
