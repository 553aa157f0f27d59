import { defineConfig } from 'vitest/config'
import { conditions, everyTest } from '../support/every-test.ts'

/**
 * `npm run coverage`: how much of what adapters are, and stand on, its tests reach. The thresholds stand a little below
 * what is reached; whoever adds code without a test falls below them.
 */
export default defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    ...everyTest,
    // What a file loads is counted once a worker, where it would be loaded and counted anew for each of 200 files.
    isolate: false,
    // Those of what is measured, and of the steps by which `functions/core` is tested.
    include: [
      'test/functions/{core,contracts,html,kits,platforms,destinations,ingest,route,fetch,text}/**/*.test.ts',
      'test/bin/operations/erasure.test.ts',
    ],
    // What measures time, which counting takes, or puts something in a module's place: whole files, and tests by name.
    exclude: [
      'test/functions/kits/mail/hostile-mails.test.ts',
      'test/functions/kits/mail/reply/{linear,replies}.test.ts',
    ],
    testNamePattern: /^(?!.*(?:in constant time|in under |in time|takes time|no more than they weigh))/s,
    testTimeout: 60_000,
    coverage: {
      enabled: true,
      include: ['functions/{core,contracts,html,kits,platforms,destinations,text}/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      reportOnFailure: true,
      thresholds: {
        'functions/core/**': { lines: 99, branches: 94, functions: 98 },
        'functions/contracts/**': { lines: 100, branches: 100, functions: 100 },
        'functions/html/**': { lines: 99, branches: 96, functions: 100 },
        'functions/text/**': { lines: 100, branches: 94, functions: 100 },
        'functions/kits/**': { lines: 98.5, branches: 92, functions: 98 },
        'functions/platforms/**': { lines: 98.5, branches: 97, functions: 97 },
        'functions/destinations/**': { lines: 97, branches: 90, functions: 96 },
      },
    },
  },
})
