import { type Browser, chromium as playwright } from 'playwright-core'
import { chromium } from './programs.ts'

/** Headless, with a profile of its own, and silent towards the rest of the world: it knows no name but this machine’s. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromium.find()
  if (executablePath === undefined) throw new Error(chromium.needs)
  return playwright.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  })
}
