import type { Announced, Platform, WebhookRequest } from '../contracts/platform.ts'
import { Proven } from '../contracts/proven.ts'
import { cameThroughShield } from '../core/came-through-shield.ts'
import { errorCode, MalformedPayload, NotProven, UnsupportedMediaType } from '../core/errors.ts'
import { sourceAddress } from '../core/source-address.ts'
import { acceptResult } from './accept-result.ts'
import { assignAttachments } from './assign-attachments.ts'
import { issueUploadAddress } from './issue-upload-address.ts'
import { keepPointer } from './pointer.ts'
import type { IngestPorts } from './ports.ts'
import { readProven } from './read-proven.ts'

/** Body limit: a Lambda event ends at 6 MB, and a binary body travels in it as base64. */
const maxBodyBytes = 4_400_000

/**
 * Responds to one webhook. 200 means: every event is in the queue, and what was not understood is in quarantine; or that
 * the webhook, which points to a mail, is kept until that is fetched. 401: not proven, dropped. 403: failed handshake, or came round the shield. 503: not taken, the platform sends it again. 201: nothing is taken
 * yet; the answer says where what was announced is to be put.
 *
 * @param environment what the HTTP framework was handed beside the request: where it came from
 */
export async function receiveWebhook(
  request: WebhookRequest,
  ports: IngestPorts,
  environment?: unknown,
): Promise<Response> {
  const { platform, shield, telemetry } = ports
  let isShielded = false
  const refuse = (event: string, fields: Record<string, string> = {}) => {
    const from = sourceAddress(environment, request.headers, isShielded)
    telemetry.warn(event, { platform: platform.name, ...fields, ...(from !== undefined && { from }) })
  }
  try {
    if (shield && !cameThroughShield(request.headers, await shield())) {
      refuse('not_through_shield')
      return respond(403, 'this is not the address for webhooks')
    }
    isShielded = shield !== undefined
    const settings = await ports.settings()
    if (request.method === 'GET' || request.method === 'HEAD') {
      const response = shakeHands(request, settings, platform)
      if (response.status === 403) refuse('handshake_refused')
      return response
    }
    if (request.method !== 'POST') return respond(405, 'webhooks are posted')
    if (request.body.length > maxBodyBytes) {
      telemetry.warn('too_large', { platform: platform.name, size: request.body.length })
      return respond(413, `the body has ${request.body.length} bytes, the most is ${maxBodyBytes}`)
    }

    const proven = await Proven.byVerifying(request, (given) => platform.verify(given, settings, ports))
    const announced = readAnnounced(proven, platform)
    if (announced instanceof MalformedPayload) {
      telemetry.warn('not_announced', { platform: platform.name, code: announced.code })
      return respond(400, announced.message)
    }
    if (announced) return await issueUploadAddress(proven, announced, ports)
    if (ports.fetchesStored && platform.stored?.isPointer(proven)) return await keepPointer(proven, ports)
    await platform.confirm?.(proven, settings, ports)
    const receivedAt = request.receivedAt.toISOString()
    const result = assignAttachments(
      await readProven(platform, proven, { settings, receivedAt }, ports.fetches),
      ports.scans ?? false,
    )
    return await acceptResult(request, result, ports)
  } catch (error) {
    const code = errorCode(error)
    if (error instanceof NotProven) {
      telemetry.count('NotProven')
      refuse('not_proven', { code })
      return respond(401, `not proven to come from ${platform.name}: ${code}`)
    }
    if (error instanceof UnsupportedMediaType) {
      telemetry.warn('unsupported_media_type', { platform: platform.name, code })
      return respond(415, error.message)
    }
    telemetry.count('EnqueueFailed')
    telemetry.warn('not_accepted', { platform: platform.name, code })
    return respond(503, 'not accepted, send it again')
  }
}

function readAnnounced(proven: Proven, platform: Platform): Announced | MalformedPayload | undefined {
  try {
    return platform.announces?.(proven)
  } catch (error) {
    if (error instanceof MalformedPayload) return error
    throw error
  }
}

/** Whoever opens the address in a browser learns what it is for, and nothing of what the platform would have to say. */
function shakeHands(request: WebhookRequest, settings: unknown, { name, handshake }: Platform): Response {
  const response = handshake?.(request, settings) ?? respond(405, 'this platform only posts')
  return response.status === 403
    ? respond(403, `${name} alone calls this address, with its webhooks`)
    : response
}

function respond(status: number, message: string): Response {
  return Response.json({ message }, { status })
}
