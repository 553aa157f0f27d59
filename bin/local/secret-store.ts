import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import * as z from 'zod'
import { close, listen } from './listen.ts'

export interface SecretStore {
  readonly url: string
  stop(): Promise<void>
}

const describing = 'secretsmanager.DescribeSecret'
const targets: ReadonlySet<string> = new Set(['secretsmanager.GetSecretValue', describing])
const version = '00000000-0000-0000-0000-000000000000'
const stages = ['AWSCURRENT']
const aboutSecret = z.looseObject({ SecretId: z.string() })

/**
 * Stands in for AWS Secrets Manager, of which no emulator is at hand: it answers `GetSecretValue` and `DescribeSecret`
 * (AWS JSON 1.1) from a map, so that the functions read their secrets by the same client as in an account.
 *
 * @param secrets id to value; `null` for one that nobody has put a value into
 */
export async function startSecretStore(
  secrets: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>,
): Promise<SecretStore> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() =>
      answer(response, 400, { __type: 'SerializationException', Message: 'the request is not AWS JSON 1.1' }),
    )
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(request.headers['x-amz-target'])
    if (!targets.has(target))
      return answer(response, 400, { __type: 'UnknownOperationException', Message: 'no such operation here' })
    const { SecretId } = aboutSecret.parse(await json(request))
    const secret = Object.hasOwn(secrets, SecretId) ? secrets[SecretId] : undefined
    const about = { ARN: `arn:aws:secretsmanager:local:000000000000:secret:${SecretId}`, Name: SecretId }
    if (secret !== undefined && target === describing)
      return answer(response, 200, { ...about, ...(secret && { VersionIdsToStages: { [version]: stages } }) })
    if (!secret)
      return answer(response, 400, {
        __type: 'ResourceNotFoundException',
        Message: `Secrets Manager can’t find the specified secret${secret === null ? ' value for staging label: AWSCURRENT' : ''}.`,
      })
    answer(response, 200, {
      ...about,
      VersionId: version,
      VersionStages: stages,
      SecretString: JSON.stringify(secret),
    })
  }

  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}
