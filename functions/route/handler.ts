import { routeEnvironment } from '../../schemas/environment.ts'
import { readDeployment, readEnvironment } from '../aws/configuration.ts'
import { consumerHandler } from '../aws/consumer-handler.ts'
import { dynamoLedger } from '../aws/dynamo-ledger.ts'
import { ownModule } from '../aws/own-adapter.ts'
import { s3Store } from '../aws/s3-store.ts'
import { sqsQueue } from '../aws/sqs-queue.ts'
import { sqsWorkQueue } from '../aws/sqs-work-queue.ts'
import { telemetry } from '../aws/telemetry.ts'
import { ownFunctionNames } from '../contracts/own-functions.ts'
import { Misconfigured } from '../core/errors.ts'
import { parkUnhandled } from '../core/park-unhandled.ts'
import { announcePutBack } from './announce.ts'
import { routeMessage, routeMessages, wasRouted } from './route-message.ts'

const environment = readEnvironment(routeEnvironment)
const deployment = readDeployment(environment.DEPLOYMENT_FILE)
const now = () => new Date()

/** A few failed attempts of whatever is waited for, and few enough for a reply to a mail that nobody here knows. */
const patienceSeconds = Math.min(20, environment.RETRY_CAP_SECONDS)

const queues = new Map(
  Object.entries(environment.DELIVER_QUEUE_URLS).map(([name, url]) => [name, sqsQueue(url, telemetry)]),
)
/** Where each function of one's own lies that the deployment names. */
const modules = Object.fromEntries(
  ownFunctionNames.flatMap((name) => {
    const module = ownModule(deployment.routing[name], environment.DEPLOYMENT_FILE)
    return module === undefined ? [] : [[name, module]]
  }),
)
const hasOwn = Object.keys(modules).length > 0
/**
 * What messages wait for one another's functions of one's own, beyond what routing takes: those of ten groups stand in
 * one line, each call may take half a second, and the process three to start.
 */
const ownReserveMs = hasOwn ? 3_000 + Object.keys(modules).length * 10 * 500 : 0

const ports = {
  ledger: dynamoLedger(environment.TABLE, deployment.retention, now),
  store: s3Store(environment.BUCKET),
  queueOf: (destination: string) => {
    const queue = queues.get(destination)
    if (!queue) throw new Misconfigured('no_queue', `there is no queue for the destination ${destination}`)
    return queue
  },
  fetchQueue:
    environment.FETCH_QUEUE_URL === '' ? undefined : sqsWorkQueue(environment.FETCH_QUEUE_URL, telemetry),
  deployment,
  telemetry,
  now,
  own: hasOwn
    ? (await import('./own/open-own.ts')).openOwn({
        modules,
        // One that is about to be removed takes nothing new, whoever decides.
        destinations: deployment.destinations.filter(({ draining }) => !draining),
        output: environment.LOCAL_RUN ? 'inherit' : 'ignore',
        // The bundle: on an author's machine the code lies in many places.
        readable: environment.LOCAL_RUN ? undefined : import.meta.dirname,
        telemetry,
        now,
      })
    : undefined,
}

export const handler = consumerHandler(environment.QUEUE_URL, 5_000 + ownReserveMs, {
  ...ports,
  name: 'route',
  random: Math.random,
  retryCapSeconds: environment.RETRY_CAP_SECONDS,
  handle: async (message) => {
    return routeMessage(message, patienceSeconds, ports)
  },
  handleTogether: (messages) => routeMessages(messages, ports),
  isDone: (message) => wasRouted(message, ports),
  putBack: (message) => announcePutBack(message, ports),
  parkUnhandled: (message, code, mayRead) => parkUnhandled(ports, 'route', message, code, mayRead),
})
