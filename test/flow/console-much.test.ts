import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Language, texts } from '../../bin/console/language.ts'
import { launchChromium } from '../support/chromium.ts'
import { consoleStand } from '../support/console-stand.ts'
import { describeWith } from '../support/describe-with.ts'
import { filledEvent } from '../support/fill-table.ts'
import { chromium } from '../support/programs.ts'
import { describeThorough } from '../support/thorough.ts'

const count = 10_000
const phone = { width: 390, height: 844 }

describeThorough('the console with ten thousand events', () => {
  describeWith(chromium, 'in a browser', () => {
    let stand: Awaited<ReturnType<typeof consoleStand>>
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      ;[stand, browser] = await Promise.all([consoleStand(count), launchChromium()])
    })
    afterAll(async () => {
      await browser?.close()
      await stand?.stop()
    })

    async function isInOrder(language: Language): Promise<void> {
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      await page.evaluate(axe.source)
      const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')
      expect(found, page.url()).toEqual([])
    }

    it.each<Language>(['en', 'de'])('counts all, and finds the one of them, in %s', async (language) => {
      const { pages } = texts[language]
      await page?.context().close()
      const context = await browser.newContext({
        locale: language === 'de' ? 'de-DE' : 'en-GB',
        viewport: phone,
      })
      page = await context.newPage()
      await page.goto(`${stand.url}/figures`)
      expect(await page.locator('main').textContent()).toContain(
        count.toLocaleString(language === 'de' ? 'de-DE' : 'en-GB'),
      )
      await isInOrder(language)

      // Of the oldest: the search goes through all of them, part by part, without being asked again.
      const old = count - 3
      await page.goto(stand.url)
      await page.keyboard.press('/')
      await page.keyboard.type(`vorgang ${old}.`)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/events?q=*')
      await page.locator('.contact').first().waitFor({ timeout: 40_000 })
      await page.locator('#found[aria-busy=false]').waitFor({ timeout: 40_000 })
      expect(await page.locator('.contact').count()).toBe(1)
      expect(await page.locator('#found [role=status]').textContent()).toContain(pages.find.results(1))
      await isInOrder(language)

      await page.locator('.contact a').press('Enter')
      await page.waitForURL(`**/events/${filledEvent(old, stand.filled).id}`)
      await page.getByRole('link', { name: pages.event.conversation }).press('Enter')
      await page.waitForURL('**/conversations/*')
      expect(await page.locator('.thread .whole').allTextContents()).toContainEqual(
        expect.stringContaining(`Vorgang ${old}.`),
      )
      expect(await page.locator('.thread > li').count()).toBe(5)
    })

    it('pages through the list, fifty at a time, each once', async () => {
      await page.goto(`${stand.url}/events`)
      const ids = new Set<string>()
      for (let at = 1; at <= 3; at += 1) {
        for (const link of await page.locator('.contact a').all())
          ids.add((await link.getAttribute('href')) ?? '')
        expect(ids.size).toBe(50 * at)
        await page.locator('a[rel=next]').press('Enter')
        await page.waitForURL('**before=*')
      }
    })
  })
})
