import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { destinationOf, platformOf } from '../../functions/contracts/own-adapter.ts'
import {
  type OwnFunctionName,
  ownFunctionNames,
  ownFunctionOf,
} from '../../functions/contracts/own-functions.ts'
import { type Registries, registries } from './adapter-mistakes.ts'
import { ownLoaders } from './own-loaders.ts'

const ownModule = z.string().min(1).optional().catch(undefined)

/** Enough of a deployment to find the adapters that it names, even where other fields are wrong. */
const outline = z.object({
  platforms: z
    .record(z.string(), z.object({ adapter: z.string().optional().catch(undefined) }).catch({}))
    .catch({}),
  destinations: z.array(z.object({ adapter: z.string() }).optional().catch(undefined)).catch([]),
  routing: z.object({ decide: ownModule, enrich: ownModule }).catch({}),
})

export interface Adapters extends Registries {
  /** What the files are seen from. */
  readonly folder: string
  /** Where an adapter of one's own lies, by the name of its platform, or by what a destination calls it. */
  readonly files: {
    readonly platforms: Readonly<Record<string, string>>
    readonly destinations: Readonly<Record<string, string>>
    /** Functions of one's own, by the field of `routing` that names them. */
    readonly routing: Readonly<Record<string, string>>
  }
}

/**
 * The built-in adapters, and those of one's own that a deployment names: a file beside it, or a package that is
 * installed there. Nothing is loaded until it is asked for.
 *
 * @param input what an operator wrote, unchecked
 * @param folder where it was written
 */
export function openAdapters(input: unknown, folder: string): Adapters {
  const empty: z.infer<typeof outline> = { platforms: {}, destinations: [], routing: {} }
  const { platforms, destinations, routing } = outline.safeParse(input).data ?? empty
  const own: { [Kind in keyof Adapters['files']]: Record<string, string> } = {
    platforms: {},
    destinations: {},
    routing: {},
  }
  for (const [name, { adapter }] of Object.entries(platforms))
    if (adapter !== undefined) own.platforms[name] = fileOf(adapter, folder) ?? adapter
  for (const adapter of destinations.flatMap((each) => each?.adapter ?? [])) {
    const file = Object.hasOwn(registries.destinations, adapter) ? undefined : fileOf(adapter, folder)
    if (file !== undefined) own.destinations[adapter] = file
  }
  for (const name of ownFunctionNames) {
    const { [name]: module } = routing
    if (module !== undefined) own.routing[name] = fileOf(module, folder) ?? module
  }
  return {
    platforms: { ...registries.platforms, ...ownLoaders(own.platforms, 'platform', platformOf) },
    destinations: {
      ...registries.destinations,
      ...ownLoaders(own.destinations, 'destination', destinationOf),
    },
    routing: {
      ...ownLoaders(only(own.routing, 'decide'), 'decide', (module) => ownFunctionOf(module, 'decide')),
      ...ownLoaders(only(own.routing, 'enrich'), 'enrich', (module) => ownFunctionOf(module, 'enrich')),
    },
    folder,
    files: own,
  }
}

function only(files: Readonly<Record<string, string>>, name: OwnFunctionName): Record<string, string> {
  const { [name]: file } = files
  return file === undefined ? {} : { [name]: file }
}

const path = /^\.{0,2}\//

/** `undefined` for a package that is not installed. */
function fileOf(adapter: string, folder: string): string | undefined {
  if (adapter.startsWith('file:')) return fileURLToPath(adapter)
  if (path.test(adapter)) return resolve(folder, adapter)
  try {
    return createRequire(join(folder, 'package.json')).resolve(adapter)
  } catch {
    return undefined
  }
}
