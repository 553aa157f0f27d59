import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/flow/**', 'test/lib/**'],
        },
      },
      {
        // Real processes, real HTTP, emulated queues and tables.
        test: { name: 'flow', include: ['test/flow/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        // The first synth takes longer than vitest's default of five seconds.
        test: {
          name: 'infra',
          include: ['test/lib/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
