import { join } from 'node:path'
import { defaultServerConditions } from 'vite'

/** What every test needs, whatever runs it. */
export const everyTest = {
  setupFiles: [join(import.meta.dirname, 'sandbox.ts')],
  // Also of the programs that tests start.
  env: { NETZDIALOG_DEPLOYMENT: join(import.meta.dirname, 'deployment.ts'), NETZDIALOG_STATE: 'memory' },
}

/** Of imports: a package by its name is this project's sources; without `module`, as vitest and Node.js have it. */
export const conditions = [
  'netzdialog-source',
  ...defaultServerConditions.filter((name) => name !== 'module'),
]
