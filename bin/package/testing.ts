import {
  type DestinationUnderTest,
  describeDestination as describeInRepository,
} from '../../test/contracts/destination-contract.ts'

/** The suites that prove an adapter, for vitest: they make the tests of the `describe` that they are called in. */
export { type Asked, type Becoming, describeBecoming, overheard } from '../../test/contracts/becoming.ts'
export { deliveryContext } from '../../test/contracts/delivery-context.ts'
export { describePlatform, type PlatformUnderTest } from '../../test/contracts/platform-contract.ts'
export { routedEvent, routedMail } from '../../test/contracts/routed-event.ts'
export type { Answer, ReceivedRequest } from '../../test/contracts/scripted-server.ts'
export { webhookRequest } from '../../test/contracts/webhook-request.ts'

export type { DestinationUnderTest }

/** The first tests of every destination adapter that speaks HTTP: what deliver relies on. */
export function describeDestination<Settings>(destination: DestinationUnderTest<Settings>): void {
  // No registry lists an adapter of one's own: it has to be of the form that a deployment takes.
  describeInRepository({ module: async () => ({ destination: destination.adapter }), ...destination })
}
