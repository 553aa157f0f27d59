import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { MiddlewareObj } from '@middy/core'
import { compact } from '../core/compact.ts'
import { errorCode } from '../core/errors.ts'
import type { Telemetry } from '../core/ports.ts'
import { beginInvocation, requestId, traceIdOf } from './invocation.ts'

const logger = new Logger()
const metrics = new Metrics()
/** Levels at which the good path is silent. */
const quiet = new Set(['WARN', 'ERROR', 'CRITICAL', 'SILENT'])

/** Structured logs and embedded-format metrics; the service's name is in the environment. */
export const telemetry: Telemetry = {
  step(code, { event, conversation, ms }) {
    if (quiet.has(logger.getLevelName())) return
    // The logger's own line has twice as many bytes, which cost more than the function that writes it.
    const line = { message: code, ms, event, conversation, request: requestId(), trace: traceIdOf(event) }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  },
  info: (code, fields) => logger.info(code, withRequest(fields)),
  warn: (code, fields) => logger.warn(code, withRequest(fields)),
  count: (metric, by = 1) => {
    if (by > 0) metrics.addMetric(metric, MetricUnit.Count, by)
  },
  measure: (metric, ms) => metrics.addMetric(metric, MetricUnit.Milliseconds, ms),
  level: (metric, value) => metrics.addMetric(metric, MetricUnit.Count, value),
}

function withRequest(fields: Record<string, string | number | boolean> = {}) {
  const { event } = fields
  const trace = typeof event === 'string' ? traceIdOf(event) : undefined
  return { ...fields, ...compact({ request: requestId(), trace }) }
}

/** Publishes the invocation's metrics; an error that gets this far is logged by its code, never its message. */
export function observed(): MiddlewareObj {
  return {
    before: ({ context }) => beginInvocation(context.awsRequestId),
    after: publish,
    onError: (request) => {
      const code = errorCode(request.error)
      logger.error('invocation_failed', withRequest({ code }))
      publish()
      // Lambda logs what it is thrown, message and all.
      request.error = new Error(code)
    },
  }
}

/** Returns nothing, because middy takes what a middleware returns for the function's response. */
function publish(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
}
