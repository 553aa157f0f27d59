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
  if (adapter === undefined || !own.test(adapter)) return undefined
  return import(new URL(adapter, pathToFileURL(deploymentFile)).href)
}
