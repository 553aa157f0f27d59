import { availableParallelism } from 'node:os'

/**
 * `npm run mutation`: changes what decides over every message, one place at a time, and expects a test to notice. What
 * may change without anything coming of it says so where it stands (`Stryker disable next-line`); all else is noticed.
 */
export default {
  mutate: [
    'functions/kits/http/signature.ts',
    'functions/core/process-batch.ts',
    'functions/route/decide-work.ts',
    'functions/deliver/record-outcome.ts',
    'functions/deliver/decide-retry.ts',
    'functions/deliver/give-up.ts',
  ],
  testRunner: 'vitest',
  // Stryker would take every test of every module that leads here, those of whole flows too.
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // Half of the time is spent waiting for vitest.
  concurrency: availableParallelism(),
  // Beyond what the tests take without a change: a loop without an end is noticed by it, a loaded machine is none.
  timeoutMS: 10_000,
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  ignorePatterns: ['/coverage', '/cdk.out', '/.netzdialog'],
  reporters: ['clear-text', 'html'],
  htmlReporter: { fileName: 'coverage/mutation.html' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 100, low: 100, break: 100 },
}
