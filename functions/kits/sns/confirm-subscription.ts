import type { PlatformWorld } from '../../contracts/platform.ts'
import type { Readable } from '../../contracts/proven.ts'
import { RequestFailed } from '../../core/errors.ts'
import { snsAddress } from './sns-address.ts'
import { readSnsMessage } from './sns-message.ts'

const maxWaitMs = 10_000

/**
 * Calls the address that confirms a subscription, where a proven message asks for it.
 *
 * @throws RequestFailed where SNS does not confirm: it asks again
 */
export async function confirmSubscription(
  { body }: Readable,
  { fetch }: Pick<PlatformWorld, 'fetch'>,
): Promise<void> {
  const message = readSnsMessage(body)
  if (message?.Type !== 'SubscriptionConfirmation') return
  const address = snsAddress(message.SubscribeURL)
  const { status } = address
    ? await fetch(address.href, { method: 'GET', headers: {}, signal: AbortSignal.timeout(maxWaitMs) })
    : { status: 0 }
  if (status !== 200)
    throw new RequestFailed('not_confirmed', `the subscription was answered with ${status}`, {
      uncertain: true,
    })
}
