import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type Language, texts } from '../../bin/console/language.ts'
import { launchChromium } from '../support/chromium.ts'
import { describeWith } from '../support/describe-with.ts'
import { comment } from '../support/facebook-payloads.ts'
import { chromium } from '../support/programs.ts'
import { runNetzdialog } from '../support/running-netzdialog.ts'
import { describeThorough } from '../support/thorough.ts'

const people = ['Änne Grün', 'Björn Åkesson', 'Çağla Öztürk'] as const
const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const visits: [Language, string, BrowserContextOptions][] = [
  ['en', 'a large screen', { viewport: desktop }],
  ['de', 'a large screen, in the dark', { viewport: desktop, colorScheme: 'dark' }],
  ['en', 'a phone, in the dark', { viewport: phone, colorScheme: 'dark' }],
  ['de', 'a phone', { viewport: phone }],
]

describeThorough('the console', () => {
  describeWith(chromium, 'in a browser', () => {
    let netzdialog: Awaited<ReturnType<typeof runNetzdialog>>
    let browser: Browser
    let page: Page
    let complaints: string[] = []

    const sees = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 30_000, interval: 200 })
    const say = (n: number, name: string, text: string) => {
      const at = { post: `9${n}`, comment: `${n}`, time: Math.floor(Date.now() / 1000) }
      return netzdialog.postFacebook(comment('4711', at, { id: `70${n % 3}`, name }, text))
    }

    beforeAll(async () => {
      ;[netzdialog, browser] = await Promise.all([runNetzdialog(), launchChromium()])
      for (const [n, name] of people.entries())
        await say(n + 1, name, `Das Bild ist schwarz, Nummer ${n + 1}`)
      await sees(async () => expect(await netzdialog.events()).toHaveLength(3))
      await netzdialog.fault('reject')
      await say(4, people[0], 'Diese Rechnung stimmt nicht')
      await open('en')
      await sees(async () => {
        await page.goto(netzdialog.url)
        expect(await page.locator('#attention .trouble').count()).toBe(1)
      })
    })
    afterAll(async () => {
      await browser?.close()
      await netzdialog?.stop()
    })
    afterEach(() => expect(complaints).toEqual([]))

    async function open(language: Language, options: BrowserContextOptions = {}): Promise<void> {
      await page?.context().close()
      const context = await browser.newContext({ locale: language === 'de' ? 'de-DE' : 'en-GB', ...options })
      page = await context.newPage()
      complaints = []
      page.on('console', (said) => {
        if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(netzdialog.url)
    }

    /** No barrier that axe finds, and nothing wider than the screen. */
    async function isInOrder(language: Language): Promise<void> {
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await page.evaluate(axe.source)
      const found = await page.evaluate(
        "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))",
      )
      expect(found, page.url()).toEqual([])
      const width = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(width, page.url()).toBeLessThanOrEqual(0)
    }

    it.each(visits)(
      'leads in %s on %s, by keyboard alone, from a name to the reason',
      async (language, _, options) => {
        await open(language, options)
        const { pages } = texts[language]
        await isInOrder(language)
        expect(await page.locator('#attention').textContent()).toContain(pages.attention.group(1, 'crm'))

        await page.keyboard.press('/')
        expect(await page.evaluate('document.activeElement.id')).toBe('q')
        await page.keyboard.type('anne grun rechnung')
        await page.keyboard.press('Enter')
        await page.waitForURL('**/events?q=*')
        await isInOrder(language)
        expect(await page.locator('.contact').count()).toBe(1)

        await page.locator('.contact a').focus()
        await page.keyboard.press('Enter')
        await page.waitForURL('**/events/evt_*')
        await isInOrder(language)
        expect(await page.locator('.timeline').textContent()).toContain('422')
        expect(await page.locator('.whole').first().textContent()).toBe('Diese Rechnung stimmt nicht')
        const raw = page.locator('details', { has: page.getByRole('heading', { name: pages.event.raw }) })
        expect(await raw.textContent()).toContain('"item": "comment"')
        await page.getByRole('heading', { name: pages.sent.title('crm') }).click()
        const sent = await page.locator('details[open] .request').textContent()
        expect(sent).toMatch(/POST http:.*422.*Diese Rechnung stimmt nicht/s)
        expect(sent).not.toContain('v1,')
        await page.getByRole('heading', { name: pages.event.raw }).click()
        expect(await page.getByRole('region', { name: pages.event.raw }).textContent()).toMatch(
          /"object": "page".*Diese Rechnung stimmt nicht/s,
        )
        await isInOrder(language)

        await page.getByRole('link', { name: pages.event.conversation }).press('Enter')
        await page.waitForURL('**/conversations/*')
        await isInOrder(language)
        expect(await page.locator('.thread').textContent()).toContain('Änne Grün')

        await page.getByRole('link', { name: pages.nav.figures }).press('Enter')
        await page.waitForURL('**/figures')
        await isInOrder(language)
        await page.locator('summary').first().press('Enter')
        expect(await page.locator('details[open] table').first().textContent()).toContain('Facebook')
      },
    )

    it('narrows by chips, each of which has an address', async () => {
      await open('en')
      await page.getByRole('link', { name: 'Find', exact: true }).click()
      expect(await page.locator('.contact').count()).toBe(4)
      await page.getByRole('link', { name: 'parked', exact: true }).click()
      expect(await page.locator('.contact').count()).toBe(1)
      expect(page.url()).toContain('state=parked')
      await page.getByRole('link', { name: 'X', exact: true }).click()
      expect(await page.locator('.empty').textContent()).toContain('Nothing was found.')
    })

    it('asks before it drops, and does what is answered', async () => {
      await open('en')
      let asked = ''
      page.on('dialog', (dialog) => {
        asked = dialog.message()
        void dialog.dismiss()
      })
      await page.locator('#attention').getByRole('link', { name: 'Look' }).click()
      await page.getByRole('button', { name: 'Drop' }).click()
      await sees(async () => expect(asked).toBe('Drop 1 contact for good?'))
      await page.goto(netzdialog.url)
      expect(await page.locator('#attention .trouble').count()).toBe(1)
    })

    it('lets a storm be stopped', async () => {
      await netzdialog.fault('ok')
      await open('en')
      // A storm long enough to be still under way when it is stopped, on a machine that has much else to do, too.
      const storm = page.getByRole('button', { name: /^Storm/ })
      await storm.evaluate('(button) => { button.value = "1000" }')
      await storm.click()
      await page.getByRole('button', { name: /^Stop it/ }).click()
      await sees(async () =>
        expect(await page.locator('.sendings').textContent()).toMatch(/requests? accepted\./),
      )
      const [, accepted = ''] =
        /(\d+) requests? accepted/.exec((await page.locator('.sendings').textContent()) ?? '') ?? []
      expect(Number(accepted)).toBeLessThan(1000)
    })
  })
})
