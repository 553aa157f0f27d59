import type { PlatformFiles } from './platform-files.ts'
import type { PlatformSender } from './senders/contract.ts'

export interface BringHeldOptions {
  /** Of the webhook. */
  readonly url: string
  readonly payload: Uint8Array
  readonly files: Pick<PlatformFiles, 'hold'>
  readonly load: (() => Promise<PlatformSender>) | undefined
  readonly now: () => Date
}

/** Has the stand-in for a platform hold a payload, then points to it as the platform does. @returns what is answered to that */
export async function bringHeld({ url, payload, files, load, now }: BringHeldOptions): Promise<Response> {
  const sender = await load?.()
  if (!sender) return Response.json({ error: 'this platform has no sender' }, { status: 404 })
  for (const held of sender.holds?.(payload) ?? []) files.hold(held)
  const { method, headers, body } = sender.sign(payload, sender.localSecrets, now())
  const answer = await fetch(url, { method, headers, body: Buffer.from(body) })
  // Its own headers tell of a connection that ends here.
  return new Response(await answer.arrayBuffer(), {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'text/plain' },
  })
}
