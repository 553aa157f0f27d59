import { join } from 'node:path'

/** What every test needs, whatever runs it. */
export const everyTest = {
  setupFiles: [join(import.meta.dirname, 'sandbox.ts')],
  // Also of the programs that tests start.
  env: { NETZDIALOG_DEPLOYMENT: join(import.meta.dirname, 'deployment.ts') },
}
