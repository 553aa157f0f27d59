import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import * as z from 'zod'
import { close, listen } from './listen.ts'

export interface SecretStore {
  readonly url: string
  stop(): Promise<void>
}

const getSecretValue = z.looseObject({ SecretId: z.string() })

/**
 * Stands in for AWS Secrets Manager, of which no emulator is at hand: it answers `GetSecretValue` (AWS JSON 1.1)
 * from a fixed map, so that the functions read their secrets by the same client as in an account.
 *
 * @param secrets id to value
 */
export async function startSecretStore(
  secrets: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<SecretStore> {
  const server = createServer((request, response) => {
    handle(request, response).catch(() =>
      answer(response, 400, { __type: 'SerializationException', Message: 'the request is not AWS JSON 1.1' }),
    )
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue')
      return answer(response, 400, { __type: 'UnknownOperationException', Message: 'only GetSecretValue' })
    const { SecretId } = getSecretValue.parse(await json(request))
    const secret = Object.hasOwn(secrets, SecretId) ? secrets[SecretId] : undefined
    if (!secret)
      return answer(response, 400, {
        __type: 'ResourceNotFoundException',
        Message: 'Secrets Manager can’t find the specified secret.',
      })
    answer(response, 200, {
      ARN: `arn:aws:secretsmanager:local:000000000000:secret:${SecretId}`,
      Name: SecretId,
      VersionId: '00000000-0000-0000-0000-000000000000',
      VersionStages: ['AWSCURRENT'],
      SecretString: JSON.stringify(secret),
    })
  }

  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => close(server) }
}

function answer(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
}
