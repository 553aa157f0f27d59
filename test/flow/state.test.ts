import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { comment } from '../support/facebook-payloads.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

/** What waited for a destination that was away is tried again within two minutes. */
const timeout = 200_000

describeThorough('the state of npm start', () => {
  let folder: string
  let run: Awaited<ReturnType<typeof runNetzdialog>>
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'netzdialog-state-'))
  })
  afterAll(async () => {
    await run?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async (environment: Record<string, string> = {}, options: string[] = []) => {
    run = await runNetzdialog({ NETZDIALOG_STATE: join(folder, 'state'), ...environment }, options)
  }
  /** It answers before it has said how it stands. */
  const tells = (said: RegExp) =>
    vi.waitFor(() => expect(run.output()).toMatch(said), { timeout: 30_000, interval: 100 })
  const sees = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 170_000, interval: 200 })
  const say = (n: number, text: string) =>
    run.postFacebook(
      comment(
        '4711',
        { post: `9${n}`, comment: `${n}`, time: Math.floor(Date.now() / 1000) },
        { id: '991', name: 'Änne Grün' },
        text,
      ),
    )
  const page = async (path: string) =>
    (await fetch(`${run.url}${path}`, { headers: { accept: 'text/html', 'accept-language': 'en' } })).text()

  it('outlives a run that was killed: what was delivered, what waits, and what the page shows', {
    timeout,
  }, async () => {
    await start()
    await tells(/state\s+new in .*state/)
    await say(1, 'Das Bild ist schwarz')
    await sees(async () => expect(await run.events()).toHaveLength(1))
    await sees(async () => expect(await page('/events')).toContain('class="state delivered"'))
    await run.fault('offline')
    await say(2, 'Es ist immer noch schwarz')
    await sees(async () => expect(await page('/events?q=immer')).toContain('class="state on_the_way"'))

    const second = spawnSync(
      process.execPath,
      [fileURLToPath(new URL('../../bin/netzdialog.ts', import.meta.url)), 'start'],
      { env: { ...process.env, PORT: '0', NETZDIALOG_STATE: join(folder, 'state') }, encoding: 'utf8' },
    )
    expect([second.status, second.stderr]).toEqual([
      1,
      expect.stringContaining('another local run has its state in'),
    ])

    await run.stop('SIGKILL')
    await start()
    await tells(/state\s+as left in .*--fresh/)
    expect(await page('/')).toMatch(/Das Bild ist schwarz/)
    await sees(async () => expect(await run.events()).toHaveLength(2))
    await sees(async () => expect((await page('/events')).match(/class="state delivered"/g)).toHaveLength(2))
  })

  it('says what waits for a destination that is not in the deployment any more', { timeout }, async () => {
    await run.fault('offline')
    await say(3, 'Und jetzt?')
    await sees(async () => expect(await page('/events?q=jetzt')).toContain('class="state on_the_way"'))
    await run.stop()
    const file = join(folder, 'deployment.mjs')
    const deployment = {
      platforms: { facebook: {} },
      destinations: [{ name: 'other', adapter: 'webhook', settings: { url: 'https://crm.example.com/' } }],
      routing: { rules: [{ to: ['other'] }] },
    }
    writeFileSync(file, `export const deployment = ${JSON.stringify(deployment)}\n`)
    await start({ NETZDIALOG_DEPLOYMENT: file })
    await tells(/destination "crm" is not in the deployment any more, and a message waits for it/)
    await run.stop()
  })

  it('is forgotten where that is asked for', async () => {
    await start({}, ['--fresh'])
    await tells(/state\s+new in/)
    expect(await run.events()).toEqual([])
    expect(await page('/events?when=all')).toContain('Nothing was found.')
  })
})
