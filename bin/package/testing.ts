/** The suites that prove an adapter, for vitest: they make the tests of the `describe` that they are called in. */
export { type Asked, type Becoming, describeBecoming, overheard } from '../../test/contracts/becoming.ts'
export { deliveryContext } from '../../test/contracts/delivery-context.ts'
export { type DestinationUnderTest, describeDestination } from '../../test/contracts/destination-contract.ts'
export { describePlatform, type PlatformUnderTest } from '../../test/contracts/platform-contract.ts'
export { routedEvent, routedMail } from '../../test/contracts/routed-event.ts'
export { webhookRequest } from '../../test/contracts/webhook-request.ts'
