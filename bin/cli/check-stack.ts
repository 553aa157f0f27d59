import { type Deployment, isCollected } from '../../schemas/deployment.ts'
import { describeUncollected, findUncollected } from '../operations/find-uncollected.ts'
import { findFullQueues, findUndrained, type Undrained } from '../operations/find-undrained.ts'
import { describeUnfetched, findUnfetched } from '../operations/find-unfetched.ts'
import { openSite } from '../operations/open-site.ts'
import type { OperationsPorts } from '../operations/ports.ts'
import type { Site } from '../operations/site.ts'
import { Fault } from './errors.ts'
import { explainAws } from './explain-aws.ts'
import { findStackSite } from './read-stack-site.ts'

export interface Written {
  readonly deployment: Deployment
  /** Where it is written. */
  readonly file: string
}

/**
 * Asks a deployed stack whether anything would be lost if the deployment took its place.
 *
 * @param stack that may not be there yet
 * @returns whether there is such a stack
 * @throws Fault with a line a destination, a platform, or the queue of files, that must not go yet
 */
export function checkStack(stack: string, written: Written): Promise<boolean> {
  return askStack(stack, written, async (site, ports) => {
    const kept = new Set(written.deployment.destinations.map(({ name }) => name))
    const going = Object.keys(site.deliverQueueUrls).filter((name) => !kept.has(name))
    const undrained = await findUndrained(going, site.draining ?? [], ports)
    const platforms = Object.entries(written.deployment.platforms)
    const collected = platforms.flatMap(([name, each]) => (isCollected(each) ? [name] : []))
    const wrong = [
      ...undrained.map((each) => describeUndrained(each, written.file)),
      ...describeUncollected(await findUncollected(collected, ports), written.file),
      ...describeUnfetched(await findUnfetched(written.deployment, ports), written.file),
    ]
    if (wrong.length > 0) throw new Fault(wrong.join('\n'))
  })
}

/** Asks a deployed stack whether anything is in its queues, which go with it. @throws Fault with a line a queue, or a platform */
export function checkEmpty(stack: string, written: Written): Promise<boolean> {
  return askStack(stack, written, async (_site, ports) => {
    const full = await findFullQueues(ports)
    const wrong = [
      ...full.map(
        ({ name, waiting, inFlight, deadLetterQueue }) =>
          `${waiting + inFlight + deadLetterQueue} messages are in the queues of ${name}, which would go with the stack: let them run empty`,
      ),
      ...describeUncollected(await findUncollected([], ports), written.file),
    ]
    if (wrong.length > 0) throw new Fault(wrong.join('\n'))
  })
}

async function askStack(
  stack: string,
  { deployment, file }: Written,
  ask: (site: Site, ports: OperationsPorts) => Promise<void>,
): Promise<boolean> {
  const site = await findStackSite(stack, { name: deployment.name, file, region: deployment.region })
  if (!site) return false
  const ports = openSite(site, deployment, {}, () => new Date())
  try {
    await ask(site, ports)
  } catch (error) {
    throw explainAws(error, true)
  } finally {
    ports.close()
  }
  return true
}

/** What keeps a destination from being removed, and what to do about it. */
export function describeUndrained(
  { destination, isRouted, waiting, deadLetterQueue, parked }: Undrained,
  file: string,
): string {
  const reasons = [
    ...(isRouted ? ['events are routed to it'] : []),
    ...(waiting > 0 ? [`${waiting} messages are in its queue`] : []),
    ...(deadLetterQueue > 0 ? [`${deadLetterQueue} are in its dead-letter queue`] : []),
    ...(parked > 0 ? [`${parked} events are parked for it`] : []),
  ]
  const remedies = [
    ...(isRouted ? ['set `draining: true` on it and deploy'] : []),
    ...(waiting > 0 ? ['let its queue run empty'] : []),
    ...(deadLetterQueue > 0 ? ['see docs/operations.md#dead-letter-queue'] : []),
    ...(parked > 0 ? [`\`netzdialog parked retry --destination ${destination}\`, or drop`] : []),
  ]
  return `${file}: "${destination}" is deployed and missing here: ${reasons.join(', ')}. Put it back, then ${remedies.join(', then ')}`
}
