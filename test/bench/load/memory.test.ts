import { expect, it } from 'vitest'
import { hasProcessList, readProcesses, residentBelow } from './memory.ts'

const listed = `    1     0   1024 init
  100     1 204800 node bin/netzdialog.ts start
  101   100 102400 node function-host.ts file:///functions/route/handler.ts route
  102   100  51200 node function-host.ts file:///functions/deliver/handler.ts deliver-crm
  200     1   9999 node function-host.ts of-another-run
`

it('finds a process with those that it has started, and no other', () => {
  expect(readProcesses(listed, 100)).toEqual([
    { name: 'run', megabytes: 200 },
    { name: 'route', megabytes: 100 },
    { name: 'deliver-crm', megabytes: 50 },
  ])
})

it.skipIf(!hasProcessList())('finds this process by what the system says (needs ps: procps)', () => {
  const own = residentBelow(process.pid).find(({ name }) => name === 'run')
  expect(own?.megabytes).toBeGreaterThan(10)
})
