import type { RoutedEvent } from '../../../schemas/contact-event.ts'
import type { DestinationConfig } from '../../../schemas/deployment.ts'
import type { Decide, Enrich, OwnDecision, OwnFunctionName } from '../../contracts/own-functions.ts'
import { parseJson } from '../../core/json.ts'
import type { Telemetry } from '../../core/ports.ts'
import type { OwnProcess } from './own-process.ts'
import { readDecision } from './read-decision.ts'
import { readExtensions } from './read-extensions.ts'

/** Functions of one's own, as route calls them; one that fails is told of, and is as if it had returned nothing. */
export interface OwnFunctions {
  enrich(input: Parameters<Enrich>[0]): Promise<RoutedEvent['extensions']>
  decide(input: Parameters<Decide>[0]): Promise<OwnDecision | undefined>
}

interface Ports {
  readonly own: OwnProcess
  /** Those that the deployment names. */
  readonly names: ReadonlySet<OwnFunctionName>
  readonly destinations: readonly Pick<DestinationConfig, 'name' | 'holds'>[]
  readonly telemetry: Telemetry
}

/** Functions of one's own with what they return checked. */
export function ownFunctions({ own, names, destinations, telemetry }: Ports): OwnFunctions {
  /** @returns `undefined` also where it failed */
  async function call<Value>(
    name: OwnFunctionName,
    input: { readonly event: RoutedEvent },
    read: (returned: unknown) => { value: Value } | { failed: string },
  ): Promise<Value | undefined> {
    if (!names.has(name)) return undefined
    const returned = await own.call(name, input)
    const result = 'failed' in returned ? returned : read(returned.json && parseJson(returned.json))
    if ('value' in result) return result.value
    telemetry.warn('own_function_failed', { function: name, code: result.failed, event: input.event.id })
    telemetry.count('OwnFunctionFailed')
    return undefined
  }

  return {
    enrich: (input) => call('enrich', input, readExtensions),
    decide: (input) => call('decide', input, (value) => readDecision(value, input.event, destinations)),
  }
}
