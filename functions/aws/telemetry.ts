import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { MiddlewareObj } from '@middy/core'
import { errorCode } from '../core/errors.ts'
import type { Telemetry } from '../core/ports.ts'

const logger = new Logger()
const metrics = new Metrics()

/** Structured logs and embedded-format metrics; the service's name is in the environment. */
export const telemetry: Telemetry = {
  info: (code, fields = {}) => logger.info(code, fields),
  warn: (code, fields = {}) => logger.warn(code, fields),
  count: (metric, by = 1) => {
    if (by > 0) metrics.addMetric(metric, MetricUnit.Count, by)
  },
}

/** Publishes the invocation's metrics; an error that gets this far is logged by its code, never its message. */
export function observed(): MiddlewareObj {
  return {
    after: publish,
    onError: (request) => {
      const code = errorCode(request.error)
      logger.error('invocation_failed', { code })
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
