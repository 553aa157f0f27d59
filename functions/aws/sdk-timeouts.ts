/**
 * Time-outs of every client of the AWS SDK: by default it waits for a response for good, and one lost packet would cost the
 * whole invocation. Its own retries come on top.
 */
export const sdkTimeouts = {
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
}
