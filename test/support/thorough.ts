import { describe } from 'vitest'

/** Set by `npm run test:all`, which goes through all of what `npm test` tries a part of, so that it ends in minutes. */
export const isThorough = Boolean(process.env['NETZDIALOG_TEST_ALL'])

/** A `describe` for what takes long, and is skipped by `npm test` under a name that says what runs it. */
export function describeThorough(title: string, tests: () => void): void {
  describe.skipIf(!isThorough)(`${title} (needs time: npm run test:all)`, tests)
}
