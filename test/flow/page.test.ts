import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment } from '../support/facebook-payloads.ts'
import { chromium } from '../support/programs.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'

describeWith(chromium, 'the page in a browser', () => {
  let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>
  let browser: Browser
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    ;[netzdialog, browser] = await Promise.all([runNetzdialog(), launchChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await netzdialog?.stop()
  })
  beforeEach(() => open())
  afterEach(async () => {
    await netzdialog.fault('ok')
    await page.context().close()
    expect(complaints).toEqual([])
  })

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    await page?.context().close()
    const context = await browser.newContext({ locale: 'en-GB', ...options })
    page = await context.newPage()
    complaints = []
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto(netzdialog.url)
    // Reloading would forget it.
    await page.evaluate('window.stillThere = true')
  }

  const headline = () => page.locator('#headline')
  const conversations = () => page.locator('#conversations > article')
  const send = async (sample: string, button = 'Send') => {
    await page.getByLabel('Sample').selectOption(sample)
    await page.getByRole('button', { name: button, exact: true }).click()
  }
  const sees = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 30_000, interval: 100 })
  const seesAllDelivered = () =>
    // Once something was dropped, not everything is.
    sees(async () =>
      expect(await headline().textContent()).toMatch(/Everything is delivered|Nothing needs you\./),
    )

  /** What axe finds, as rule and place. */
  async function findBarriers(): Promise<string[]> {
    await page.evaluate(axe.source)
    const found = await page.evaluate(
      "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))",
    )
    return found as string[]
  }

  it('stands there empty and says what to do', async () => {
    expect(await headline().textContent()).toContain('Nothing has arrived yet.')
    expect(await page.locator('#conversations-foot').textContent()).toContain('No conversation yet.')
    expect(await findBarriers()).toEqual([])
  })

  it('shows a conversation as it comes, without being reloaded, beside what the CRM made of it', async () => {
    await send('facebook/conversation')
    const card = conversations().first()
    await sees(async () => expect(await card.locator('.talk li .state.delivered').count()).toBe(6))
    const said = await card.locator('.talk > ol > li').allTextContents()
    expect(said[0]).toMatch(/Änne Grün.*to the company.*opens a ticket.*edited later/s)
    expect(said[1]).toMatch(/Björn Åkesson.*to Änne Grün.*among customers.*deleted later/s)
    expect(said[1]).not.toContain('Stecker ziehen')
    expect(said[2]).toMatch(/Änne Grün.*edited the message.*nicht geholfen.*adds to the ticket/s)
    expect(said[3]).toMatch(/The company.*answers: the clock stops/s)
    expect(said[4]).toMatch(/Çağla Öztürk.*opens a ticket/s)
    expect(said[5]).toMatch(/Björn Åkesson.*deleted the message/s)
    await sees(async () => expect(await card.locator('.ticket').count()).toBe(2))
    expect(await card.locator('.ticket').first().textContent()).toMatch(/answered, clock stopped/)
    expect(await page.evaluate('window.stillThere')).toBe(true)
    expect(await findBarriers()).toEqual([])
  })

  it('sends each sample of every platform as something new', async () => {
    const samples = await page
      .getByLabel('Sample')
      .locator('option')
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
    const platforms = new Set(samples.map((sample) => sample.split('/')[0]))
    expect([...platforms].sort()).toEqual(['facebook', 'mime', 'postmark', 'sendgrid', 'twitter'])
    const accepted = async () => Number(await page.locator('#totals .accepted dd').textContent())
    await sees(async () => expect(await accepted()).toBeGreaterThan(0))
    for (const sample of samples.filter((each) => !each.endsWith('conversation'))) {
      for (const round of ['first', 'second']) {
        const before = await accepted()
        await send(sample)
        // An answer to a mail that nobody sent waits for it before it is counted.
        await vi.waitFor(
          async () =>
            expect(
              await accepted(),
              `${sample}, the ${round} time: ${await page.locator('.sendings').textContent()}`,
            ).toBeGreaterThan(before),
          { timeout: 90_000, interval: 100 },
        )
      }
    }
    await seesAllDelivered()
  }, 240_000)

  it('shows what waits while the plug is pulled, and everything in order when it is back', async () => {
    await page.getByRole('button', { name: 'Unplugged' }).click()
    await sees(async () =>
      expect(await page.getByRole('button', { name: 'Unplugged' }).getAttribute('aria-pressed')).toBe('true'),
    )
    const before = (await netzdialog.events()).length
    await send('facebook/conversation')
    const card = conversations().first()
    await sees(async () => expect(await headline().textContent()).toMatch(/crm is stopped\. 6 contacts wait/))
    await sees(async () => expect(await card.locator('.state.queued').count()).toBe(6))
    expect(await page.locator('#attention').textContent()).toMatch(/crm is stopped since .*ECONNREFUSED/s)
    expect(await page.locator('#flow').textContent()).toContain('stopped')
    expect(await findBarriers()).toEqual([])

    await page.getByRole('button', { name: 'Works' }).click()
    await seesAllDelivered()
    expect(await card.locator('.state.delivered').count()).toBe(6)
    const arrived = (await netzdialog.events()).slice(before)
    expect(arrived.map(({ data }) => data.kind.split('.')[1])).toEqual([
      'created',
      'created',
      'edited',
      'created',
      'created',
      'deleted',
    ])
  })

  it('sends a parked event again, and drops another', async () => {
    await page.getByRole('button', { name: 'Rejects (422)' }).click()
    await send('facebook/message.json')
    const parked = page.locator('#attention .trouble.bad')
    await sees(async () => expect(await parked.count()).toBe(1))
    expect(await parked.textContent()).toMatch(
      /1 contact did not reach crm.*answered 422.*wann kommt der Techniker/s,
    )
    expect(await page.locator('#totals .parked dd').textContent()).toContain('1')
    expect(await headline().textContent()).not.toContain('Everything is delivered')
    expect(await findBarriers()).toEqual([])

    await parked.locator('.voices a').click()
    expect(await page.locator('.whole').first().textContent()).toContain('wann kommt der Techniker')
    expect(await findBarriers()).toEqual([])
    await page.getByRole('link', { name: 'Overview' }).click()

    await page.getByRole('button', { name: 'Works' }).click()
    await parked.getByRole('button', { name: 'Send again' }).click()
    await sees(async () => expect(await page.locator('#notice').textContent()).toBe('1 contact sent again.'))
    await sees(async () => expect(await parked.count()).toBe(0))
    await seesAllDelivered()
    // What was stood on is gone: its list's heading is where a keyboard goes on.
    expect(await page.evaluate('document.activeElement.id')).toBe('attention-title')

    await page.getByRole('button', { name: 'Rejects (422)' }).click()
    await send('facebook/message.json')
    await sees(async () => expect(await parked.count()).toBe(1))
    await parked.getByRole('link', { name: 'Look' }).click()
    await page.getByRole('button', { name: 'Drop' }).click()
    await sees(async () => expect(await page.locator('#notice').textContent()).toBe('1 contact dropped.'))
    expect(await parked.count()).toBe(0)
    const card = conversations().filter({ hasText: 'wann kommt der Techniker' })
    await sees(async () => expect(await card.textContent()).toContain('crm dropped'))
  })

  it('shows what was not understood, reads it again, and drops it', async () => {
    await netzdialog.postFacebook(new TextEncoder().encode('{"object":"page","entry":"<b>?"'))
    const items = page.locator('#quarantine .items > li')
    await sees(async () => expect(await items.count()).toBe(1))
    expect(await findBarriers()).toEqual([])
    await items.getByRole('button', { name: 'Retry' }).click()
    await sees(async () =>
      expect(await page.locator('#notice').textContent()).toBe('Read again, and still not understood.'),
    )
    await items.getByRole('button', { name: 'Drop' }).click()
    await sees(async () => expect(await items.count()).toBe(0))
  })

  it('is used with the keyboard alone', async () => {
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    const reach = async (name: string) => {
      for (let presses = 0; presses < 120; presses += 1) {
        if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab does not lead to ${name}`)
    }
    await reach('Send')
    const before = (await netzdialog.events()).length
    await page.keyboard.press('Enter')
    await sees(async () => expect((await netzdialog.events()).length).toBeGreaterThan(before))
    // The page has changed around it meanwhile.
    await seesAllDelivered()
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Send')
    await reach('Unplugged')
    await page.keyboard.press('Space')
    await sees(async () =>
      expect(await page.evaluate('document.activeElement.getAttribute("aria-pressed")')).toBe('true'),
    )
  })

  it('shows script from outside as words', async () => {
    const hostile = '</p><script>window.broken = 1</script><img src=x onerror="window.broken = 1">\u202e'
    const at = { post: '900', comment: '1', time: Math.floor(Date.now() / 1000) }
    await netzdialog.postFacebook(
      comment('4711', at, { id: '993', name: `"'><svg onload=alert(1)>` }, hostile),
    )
    const card = conversations().filter({ hasText: 'window.broken = 1</script>' })
    await sees(async () => expect(await card.locator('.ticket').count()).toBe(1))
    expect(await card.locator('.who strong').first().textContent()).toBe(`"'><svg onload=alert(1)>`)
    expect(await page.locator('main script, main img, main svg').count()).toBe(0)
    expect(await page.evaluate('window.broken')).toBeUndefined()
  })

  it('speaks German to whoever does, and switches', async () => {
    await open({ locale: 'de-DE', colorScheme: 'dark', viewport: { width: 390, height: 844 } })
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await findBarriers()).toEqual([])
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(390)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('works without JavaScript, standing still', async () => {
    await page.context().close()
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false })
    page = await context.newPage()
    await page.goto(netzdialog.url)
    expect(await page.locator('noscript').textContent()).toContain('stands still')
    await send('twitter/mention.json')
    expect(await page.locator('#notice').textContent()).toBe('Sending.')
    await sees(async () => {
      await page.goto(netzdialog.url)
      expect(await conversations().first().textContent()).toContain('@acme_service')
    })
  })
})
