import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Language, texts } from '../../bin/console/language.ts'
import { silent } from '../../bin/operations/open-site.ts'
import { park } from '../../functions/core/park.ts'
import { archiveEvent } from '../../functions/route/archive-event.ts'
import { routedEvent } from '../contracts/routed-event.ts'
import { launchChromium } from '../support/chromium.ts'
import { consoleStand } from '../support/console-stand.ts'
import { describeWith } from '../support/describe-with.ts'
import { chromium } from '../support/programs.ts'
import { describeThorough } from '../support/thorough.ts'

const phone = { width: 390, height: 844 }
const wrongAddress = 'answered 404'
const notTaken = 'answered 422: address missing'

describeThorough('a stranger at the console, on a phone and by keyboard alone', () => {
  describeWith(chromium, 'in a browser', () => {
    let stand: Awaited<ReturnType<typeof consoleStand>>
    let browser: Browser
    let page: Page
    let number = 0

    beforeAll(async () => {
      browser = await launchChromium()
    })
    beforeEach(async () => {
      stand = await consoleStand(0, { canWrite: true })
    })
    afterEach(async () => {
      await page?.context().close()
      await stand.stop()
    })
    afterAll(() => browser?.close())

    /** A comment that came at a time and did not get into the CRM, or did. */
    async function say(name: string, text: string, at: Date, reason?: string): Promise<string> {
      number += 1
      const receivedAt = at.toISOString()
      const event = routedEvent({
        id: `evt_${String(number).padStart(32, '0')}`,
        receivedAt,
        occurredAt: receivedAt,
        author: { role: 'customer', id: `${number}`, scope: 'facebook:4711', name },
        message: { id: `facebook:9_${number}`, text, attachments: [] },
        conversation: { id: `facebook:4711_9/${number}`, match: 'platform' },
      })
      const { id: eventId, platform, kind, conversation } = event
      const { site } = stand
      const times = { firstAttemptAt: receivedAt, lastAttemptAt: receivedAt }
      await site.ledger.merge('processed', eventId, { at: receivedAt, generation: 0, receivedAt })
      await archiveEvent({ event, destinations: ['crm'] }, { at }, site)
      await site.ledger.merge('delivery', `crm#${eventId}`, {
        status: reason === undefined ? 'delivered' : 'parked',
        generation: 0,
        attempts: 1,
        ...times,
        ...(reason === undefined && { deliveredAt: receivedAt }),
      })
      const row = { code: 'refused', attempts: 1, generation: 0, firstAt: receivedAt, lastAt: receivedAt }
      const known = { destination: 'crm', eventId, platform, kind, conversationId: conversation.id }
      if (reason !== undefined)
        await park({ ...site, telemetry: silent }, { ...known, ...row, reason }, event)
      return eventId
    }

    async function open(language: Language): Promise<void> {
      const locale = language === 'de' ? 'de-DE' : 'en-GB'
      const context = await browser.newContext({ locale, viewport: phone })
      page = await context.newPage()
      await page.goto(stand.url)
    }

    it.each<Language>(['en', 'de'])(
      'finds Ms Grün’s comment of yesterday, and why it is not in the CRM, in %s',
      async (language) => {
        const now = new Date()
        const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 12)
        const asked = await say('Änne Grün', 'Das Bild ist schwarz', yesterday, notTaken)
        await say('Änne Grün', 'Danke, es geht wieder', now)
        await say('Björn Åkesson', 'Und bei mir?', yesterday)
        await open(language)
        const { pages } = texts[language]

        await page.keyboard.press('/')
        await page.keyboard.type('grun')
        await page.keyboard.press('Enter')
        await page.waitForURL('**/events?q=*')
        await page.getByRole('link', { name: pages.find.windows.yesterday, exact: true }).press('Enter')
        await page.waitForURL('**when=yesterday*')
        const line = page.locator('.contact')
        expect(await line.count()).toBe(1)
        expect(await line.textContent()).toContain(pages.states.parked)
        // Why, and by name: it is said where it was found.
        expect(await line.textContent()).toContain('address missing')
        await line.getByRole('link').press('Enter')
        await page.waitForURL(`**/events/${asked}`)
        expect(await page.locator('main').textContent()).toMatch(/Das Bild ist schwarz[\s\S]*address missing/)
        const width = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
        expect(width).toBeLessThanOrEqual(0)
      },
    )

    it.each<Language>(['en', 'de'])(
      'sends again all that failed because of the wrong address, and nothing else, in %s',
      async (language) => {
        const now = new Date()
        const wrong = [
          await say('Änne Grün', 'Das Bild ist schwarz', now, wrongAddress),
          await say('Björn Åkesson', 'Der Ton ist weg', now, wrongAddress),
        ]
        const other = await say('Çağla Öztürk', 'Wo bleibt die Antwort?', now, notTaken)
        await open(language)
        const { pages } = texts[language]
        const asked: string[] = []
        page.on('dialog', (dialog) => {
          asked.push(dialog.message())
          void dialog.accept()
        })

        const group = page.locator('#attention .trouble', { hasText: '404' })
        expect(await group.textContent()).toContain(pages.attention.group(2, 'crm'))
        await group.getByRole('button', { name: pages.attention.all(2) }).press('Enter')
        const done = page.getByText(pages.done.retriedMany(2))
        const sure = page.getByRole('button', { name: pages.confirm.yes })
        await done.or(sure).first().waitFor()
        // Where no dialog asks, a page does.
        if (await sure.isVisible()) {
          expect(await page.locator('h1').textContent()).toBe(pages.confirm.retry(2))
          await sure.press('Enter')
        } else expect(asked).toEqual([pages.confirm.retry(2)])
        await done.waitFor()

        const left = await stand.site.retained.parked('crm')
        expect(left.map(({ eventId }) => eventId)).toEqual([other])
        const levels = await stand.site.levels()
        expect(levels.find(({ name }) => name === 'crm')?.waiting).toBe(wrong.length)
        expect(await page.locator('#attention .trouble').count()).toBe(1)
        expect(await page.locator('#attention').textContent()).toContain('Çağla Öztürk')
      },
    )
  })
})
