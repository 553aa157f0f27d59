import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { comment } from '../support/facebook-payloads.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>

beforeAll(async () => {
  netzdialog = await runNetzdialog()
})

afterAll(() => netzdialog.stop())

const status = z.looseObject({
  breakers: z.record(z.string(), z.looseObject({ open: z.boolean(), reason: z.string() })),
})

/** What an operator is told of the destination; the command's exit code is 1 while anything is amiss. */
async function breaker() {
  const output = await new Promise<string>((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', PORT: new URL(netzdialog.url).port }
    execFile(process.execPath, ['bin/netzdialog.ts', 'status', '--json'], { cwd: root, env }, (_, stdout) =>
      resolve(stdout),
    )
  })
  return status.parse(JSON.parse(output)).breakers['crm']
}

async function post(number: number): Promise<void> {
  const at = { post: `60${number}`, comment: '1', time: 1_795_262_400 + number }
  const answer = await netzdialog.postFacebook(comment('4711', at, { id: '994', name: 'Dilek' }, 'Hallo?'))
  expect(answer.status).toBe(200)
}

const soon = { timeout: 20_000, interval: 100 }

describeThorough('netzdialog status', () => {
  it('says of a destination that failed and is then unplugged that it is stopped, and delivers all after', async () => {
    await netzdialog.fault('error')
    await post(1)
    await vi.waitFor(async () => expect(await breaker()).toMatchObject({ open: false }), soon)

    await netzdialog.fault('offline')
    await post(2)
    await vi.waitFor(
      async () =>
        expect(await breaker()).toMatchObject({
          open: true,
          reason: expect.stringContaining('ECONNREFUSED'),
        }),
      soon,
    )

    await netzdialog.fault('ok')
    await vi.waitFor(async () => {
      const ids = (await netzdialog.events()).map(({ data }) => data.message?.id)
      expect(ids.sort()).toEqual(['facebook:601_1', 'facebook:602_1'])
    }, soon)
    expect(await breaker()).toMatchObject({ open: false })
  })
})
