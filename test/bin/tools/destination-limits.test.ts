import { expect, it } from 'vitest'
import { limitsOf } from '../../../bin/tools/destination-limits.ts'

it('tells what a system has a place for, and how much of it', () => {
  const edits = { canEdit: false, canDelete: false }
  expect(limitsOf({ limits: { ...edits, holds: 'public' } })).toBe('It has a place for public contacts only.')
  const limits = { ...edits, holds: 'both', text: 65_535, attachment: 50 * 1024 ** 2, requestsPerSecond: 0.8 }
  expect(limitsOf({ limits: { ...limits, holds: 'both' } })).toBe(
    'It takes public and private contacts. At most 65,535 characters of text, 50 MiB an attachment, 0.8 requests a second.',
  )
  expect(limitsOf({ limits: { ...edits, holds: 'both', attachment: 7_500_000 } })).toContain(
    '7.5 MB an attachment',
  )
})
