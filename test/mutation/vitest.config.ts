import { defineConfig } from 'vitest/config'
import { everyTest } from '../support/every-test.ts'

/** The tests of what `stryker.config.mjs` mutates, and no others: each mutant runs those of them that reach it. */
export default defineConfig({
  test: {
    ...everyTest,
    include: [
      'test/functions/kits/http/signature.test.ts',
      'test/functions/core/process-batch.test.ts',
      'test/functions/route/decide-work.test.ts',
      'test/functions/deliver/{record-outcome,deliver-event,attempt-delivery,failure-run}.test.ts',
    ],
  },
})
