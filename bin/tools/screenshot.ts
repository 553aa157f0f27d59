/** Makes the picture of the page in `docs/images/page.png`: `node bin/tools/screenshot.ts`, with Chromium installed. */
import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { checkDeployment } from '../deployment-checks/check-deployment.ts'
import { startLocalRun } from '../local/local-run.ts'
import { findChromium } from './find-chromium.ts'
import { readArguments } from './read-arguments.ts'

readArguments('npm run screenshot: makes docs/images/page.png, with Chromium. It takes no options.', {})
const picture = fileURLToPath(new URL('../../docs/images/page.png', import.meta.url))

/** Of the picture alone: the operator's destinations get none of it. */
const deployment = {
  platforms: { facebook: {}, twitter: {}, mime: {}, postmark: {}, sendgrid: {} },
  destinations: [
    { name: 'crm', adapter: 'webhook', settings: { url: 'https://crm.example.com/netzdialog' } },
  ],
  routing: { rules: [{ to: ['crm'] }] },
}

const executablePath = findChromium(process.env['PATH'] ?? '')
if (executablePath === undefined) {
  console.error('there is no Chromium on the PATH: install it (Debian: apt install chromium) and try again')
  process.exit(1)
}
const run = await startLocalRun({
  environment: { ...process.env, PORT: '0' },
  deployment: await checkDeployment(deployment),
  report: (sentence) => console.error(sentence),
})
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage({
  locale: 'en-GB',
  viewport: { width: 1360, height: 900 },
  deviceScaleFactor: 2,
})
await page.goto(run.url)
await showOff(page)
await mkdir(new URL('../../docs/images/', import.meta.url), { recursive: true })
await page.screenshot({ path: picture })
console.log(picture)
await browser.close()
await run.stop()
process.exit()

/** A day with trouble in it: contacts that went through, some that were refused, and one that waits for a CRM that is away and was asked. */
async function showOff(page: Page): Promise<void> {
  const send = async (sample: string) => {
    await page.getByLabel('Sample').selectOption(sample)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await sleep(1500)
  }
  const delivered = () => page.locator('#headline', { hasText: 'Everything is delivered' }).waitFor()
  for (const sample of ['twitter/mention.json', 'facebook/conversation']) await send(sample)
  await delivered()
  await page.getByRole('button', { name: 'Rejects (422)' }).click()
  for (const sample of ['facebook/comment.json', 'mime/reply.eml']) await send(sample)
  await page.locator('#attention .trouble.bad', { hasText: '2 contacts' }).waitFor()
  await page.getByRole('button', { name: 'Unplugged' }).click()
  await send('facebook/review.json')
  await page.getByRole('button', { name: 'Ask it now' }).click()
  await page.locator('#attention .probed').waitFor()
  // The notice of the last button goes by itself.
  await sleep(9000)
  await page.evaluate('window.scrollTo(0, 0)')
}
