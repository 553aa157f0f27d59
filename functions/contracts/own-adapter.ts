import type { Destination } from './destination.ts'
import type { Platform } from './platform.ts'

/** What a module of one's own exports as `platform`; `undefined` where that is none. */
export function platformOf(module: unknown): Platform | undefined {
  const found = isRecord(module) ? module['platform'] : undefined
  return isPlatform(found) ? found : undefined
}

/** What a module of one's own exports as `destination`; `undefined` where that is none. */
export function destinationOf(module: unknown): Destination | undefined {
  const found = isRecord(module) ? module['destination'] : undefined
  return isDestination(found) ? found : undefined
}

function isPlatform(value: unknown): value is Platform {
  return isAdapter(value) && areFunctions(value['verify'], value['normalize'])
}

function isDestination(value: unknown): value is Destination {
  return isAdapter(value) && isRecord(value['limits']) && areFunctions(value['open'])
}

function isAdapter(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && typeof value['name'] === 'string' && isSchema(value['settings'])
}

function isSchema(value: unknown): boolean {
  return isRecord(value) && areFunctions(value['safeParse'])
}

function areFunctions(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'function')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
