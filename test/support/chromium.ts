import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Where a Chromium is installed; `undefined` where none is. */
export function findChromium(path = process.env['PATH'] ?? ''): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  const places = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

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
