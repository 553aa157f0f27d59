import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'
import { conditions, everyTest } from './test/support/every-test.ts'
import { reportNeeds } from './test/support/report-needs.ts'

/** Where `.ci/run` counts from: of this run, and not of those that its tests start. */
const { NETZDIALOG_TEST_REPORT: outputFile } = process.env
delete process.env['NETZDIALOG_TEST_REPORT']
const operators = join(import.meta.dirname, 'bin/deployment.ts')

/** As `test/support/sandbox.mjs` does it where Vite does not load the modules. */
const refuseOperators: Plugin = {
  name: 'refuse-operators-deployment',
  load(id) {
    if (id === operators) throw new Error('a test reads bin/deployment.ts, which is the operator’s')
  },
}

export default defineConfig({
  test: {
    // Half of the time is spent waiting for processes: one test file a core, where vitest would leave one to itself.
    maxWorkers: availableParallelism(),
    reporters: outputFile ? ['default', reportNeeds, ['json', { outputFile }]] : ['default', reportNeeds],
    projects: [
      {
        plugins: [refuseOperators],
        ssr: { resolve: { conditions } },
        test: {
          ...everyTest,
          name: 'unit',
          include: ['test/**/*.test.ts', 'docs/examples/**/*.test.ts'],
          exclude: ['test/flow/**', 'test/lib/**'],
          // Nothing here takes a second, but on a machine that does much else it may.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [refuseOperators],
        ssr: { resolve: { conditions } },
        // Real processes, real HTTP, emulated queues and tables.
        test: {
          ...everyTest,
          name: 'flow',
          include: ['test/flow/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [refuseOperators],
        ssr: { resolve: { conditions } },
        // The first synth takes longer than vitest's default of five seconds.
        test: {
          ...everyTest,
          name: 'infra',
          include: ['test/lib/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
