import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../lib/bundle-function.ts'
import { breakSource } from './broken-build.ts'
import { brokenBuilds } from './builds.ts'
import { deliverBuilds } from './deliver-builds.ts'
import { fetchBuilds } from './fetch-builds.ts'
import { ingestBuilds } from './ingest-builds.ts'
import { queueBuilds } from './queue-builds.ts'
import { routeBuilds } from './route-builds.ts'

it.each(Object.entries(brokenBuilds))('%s can be made of the sources as they stand', (_, build) => {
  const source = readFileSync(join(projectRoot, build.file), 'utf8')
  expect(breakSource(build, source)).not.toBe(source)
  for (const file of build.caughtBy) expect(existsSync(join(projectRoot, file))).toBe(true)
  expect(build.caughtBy).not.toEqual([])
})

it('no two broken builds have the same name or do the same', () => {
  const all = [ingestBuilds, queueBuilds, routeBuilds, deliverBuilds, fetchBuilds]
  const count = all.flatMap((builds) => Object.keys(builds)).length
  expect(Object.keys(brokenBuilds)).toHaveLength(count)
  expect(new Set(Object.values(brokenBuilds).map(({ does }) => does)).size).toBe(count)
})

it('a source in which the place is gone, or stands twice, is not broken but complained of', () => {
  const build = { does: '', file: 'one.ts', find: 'here', replace: 'there', caughtBy: [] }
  expect(breakSource(build, 'it is here')).toBe('it is there')
  expect(() => breakSource(build, 'it is gone')).toThrow('one.ts has 0 places of "here", not one')
  expect(() => breakSource(build, 'here and here')).toThrow('one.ts has 2 places')
})
