/** The saved query of CloudWatch Logs Insights that follows a contact through the stages. */

/** What stands in it where an event's id belongs. */
export const traceQueryEvent = 'evt_put_its_id_here'

/** Step lines and warnings alike name the event; `@log` is the function. */
export const traceQuery = [
  'fields @timestamp, @log, message, ms, destination, code, reason, event, conversation, request, trace',
  `| filter event in ["${traceQueryEvent}"]`,
  '| sort @timestamp asc',
  '| limit 1000',
].join('\n')

export function traceQueryName(deploymentName: string): string {
  return `${deploymentName}/way-of-a-contact`
}
