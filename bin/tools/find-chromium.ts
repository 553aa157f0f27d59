import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Where a Chromium is installed; `undefined` where none is. @param path as in the environment */
export function findChromium(path: string): string | undefined {
  const places = names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)))
  return places.find(isProgram)
}

function isProgram(place: string): boolean {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
