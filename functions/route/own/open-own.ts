import type { OwnFunctionName } from '../../contracts/own-functions.ts'
import { type OwnFunctions, ownFunctions } from './own-functions.ts'
import { type OwnProcessOptions, ownProcess } from './own-process.ts'

/** Functions of one's own in a process of their own, which is started at once. */
export function openOwn({
  destinations,
  telemetry,
  ...options
}: OwnProcessOptions & Omit<Parameters<typeof ownFunctions>[0], 'own' | 'names'>): OwnFunctions {
  const names = new Set(Object.keys(options.modules) as OwnFunctionName[])
  return ownFunctions({ own: ownProcess(options), names, destinations, telemetry })
}
