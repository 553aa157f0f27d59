import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { explainModule } from './explain-module.ts'
import { UnusableAdapter } from './unusable-adapter.ts'

/**
 * What loads modules of one's own, each when it is asked for.
 *
 * @param name what a module exports it as, for the sentence where it does not
 * @returns loaders that reject with `UnusableAdapter` where a file is not there, cannot be read or exports none
 */
export function ownLoaders<Found>(
  files: Readonly<Record<string, string>>,
  name: string,
  find: (module: unknown) => Found | undefined,
): Record<string, () => Promise<Found>> {
  return Object.fromEntries(
    Object.entries(files).map(([key, file]) => [
      key,
      async () => {
        const found = find(await load(file))
        if (found) return found
        throw new UnusableAdapter(
          `${file} exports no \`${name}\` of the right form: export one under this name`,
        )
      },
    ]),
  )
}

async function load(file: string): Promise<unknown> {
  if (!existsSync(file)) throw new UnusableAdapter(`${file} is not there: correct the path, or install it`)
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    throw new UnusableAdapter(`${file} cannot be read: ${explainModule(error, file)}`)
  }
}
