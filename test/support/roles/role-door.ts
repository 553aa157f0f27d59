import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { close, listen } from '../../../bin/local/listen.ts'
import { type Asked, mayDo, type Statement } from './may-do.ts'
import { type AwsCall, type Service, serviceOf } from './read-call.ts'

export interface RoleDoorOptions {
  /** Where calls that are allowed go to. */
  readonly endpoints: Readonly<Partial<Record<Service, string>>>
  /** As the role has them at this moment. */
  readonly statements: () => readonly Statement[]
  /** What IAM is asked about a call, the key of what it touches included. */
  readonly read: (call: AwsCall) => readonly Asked[]
  /** Told of everything that is asked. */
  readonly asked: (asked: Asked, allowed: boolean) => void
  /** Ends the function where it dies of what it asks for. @returns whether it does */
  readonly kill: (asked: Asked) => Promise<boolean>
}

/** Stands between a function and AWS, and lets through what the function's role allows: 403 or 400 as AWS has it. */
export async function roleDoor({ endpoints, statements, read, asked, kill }: RoleDoorOptions) {
  const isAllowed = (each: Asked): boolean => {
    const allowed = mayDo(each, statements())
    asked(each, allowed)
    return allowed
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = '', url = '/', headers } = incoming
    const call = { method, url, headers, body: await buffer(incoming) }
    const service = serviceOf(call)
    // Each is asked, so that all that is missing is known.
    const wanted = read(call)
    for (const each of wanted) if (await kill(each)) return
    const denied = wanted.filter((each) => !isAllowed(each))
    if (denied.length > 0) return deny(service, outgoing)
    const endpoint = endpoints[service]
    if (endpoint === undefined) throw new Error(`nothing stands for ${service} here`)
    const answer = await send(endpoint, call)
    // S3 tells only those who may list a bucket that it has no such object.
    if (service === 's3' && answer.status === 404 && !mayList(call)) return deny(service, outgoing)
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  /** The request names no prefix, so that a statement with a condition on it allows nothing here. */
  function mayList(call: AwsCall): boolean {
    const [bucket = ''] = new URL(call.url, 'http://s3').pathname.split('/').slice(1)
    return read({ ...call, method: 'GET', url: `/${bucket}` }).every((each) => mayDo(each, statements()))
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      outgoing.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}

async function send(endpoint: string, { method, url, headers, body }: AwsCall) {
  const { host: _, 'transfer-encoding': __, ...kept } = headers
  const outgoing = forward(new URL(url, endpoint), {
    method,
    headers: { ...kept, ...(body.length > 0 && { 'content-length': body.length }), connection: 'close' },
  })
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
}

const types: Readonly<Record<Service, string>> = {
  s3: 'AccessDenied',
  sqs: 'com.amazonaws.sqs#AccessDeniedException',
  dynamodb: 'com.amazon.coral.service#AccessDeniedException',
  secrets: 'AccessDeniedException',
  cloudwatch: 'com.amazonaws.cloudwatch#AccessDeniedException',
  ses: 'AccessDenied',
}

function deny(service: Service, outgoing: ServerResponse): void {
  if (service === 's3')
    outgoing
      .writeHead(403, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${types.s3}</Code></Error>`)
  else if (service === 'ses')
    outgoing
      .writeHead(403, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${types.ses}</Code><Message>denied</Message></Error></ErrorResponse>`,
      )
  else
    outgoing
      .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: types[service] }))
}
