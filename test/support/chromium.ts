import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '../../bin/find-chromium.ts'

export const installedChromium = findChromium(process.env['PATH'] ?? '')

/** Headless, with a profile of its own, and silent towards the rest of the world. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
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
    ],
  })
}
