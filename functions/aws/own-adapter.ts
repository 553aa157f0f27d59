import { pathToFileURL } from 'node:url'
import type { Destination } from '../contracts/destination.ts'
import { destinationOf, platformOf } from '../contracts/own-adapter.ts'
import type { Platform } from '../contracts/platform.ts'

/** An adapter that lies beside the deployment file, `./…` or `file:…`; `undefined` for a built-in one. */
export async function ownPlatform(
  adapter: string | undefined,
  deploymentFile: string,
): Promise<Platform | undefined> {
  return platformOf(await importOwn(adapter, deploymentFile))
}

/** An adapter that lies beside the deployment file, `./…` or `file:…`; `undefined` for a built-in one. */
export async function ownDestination(
  adapter: string | undefined,
  deploymentFile: string,
): Promise<Destination | undefined> {
  return destinationOf(await importOwn(adapter, deploymentFile))
}

const own = /^(\.{1,2}\/|file:)/

async function importOwn(adapter: string | undefined, deploymentFile: string): Promise<unknown> {
  const module = ownModule(adapter, deploymentFile)
  return module === undefined ? undefined : import(module)
}

/** The address of a module that lies beside the deployment file, `./…` or `file:…`. */
export function ownModule(named: string | undefined, deploymentFile: string): string | undefined {
  if (named === undefined || !own.test(named)) return undefined
  return new URL(named, pathToFileURL(deploymentFile)).href
}
