import * as z from 'zod'
import type { DeliveryContext } from '../../contracts/destination.ts'
import { signInWith } from '../../kits/http/credentials.ts'
import { type JsonApi, jsonApi } from '../../kits/http/json-api.ts'
import type { RtSettings } from './settings.ts'

/** REST 2.0, signed in. */
export type Rt = JsonApi

export function openRt(
  context: Pick<DeliveryContext<RtSettings>, 'settings' | 'fetch' | 'signal' | 'now'>,
): Rt {
  const { url, credentials } = context.settings
  return jsonApi(context, { base: `${url}/REST/2.0`, signIn: signInWith(credentials, 'token') })
}

/** RT writes ids as numbers in some answers, as texts in others. */
export const rtId = z.union([z.string(), z.number()]).transform(String)
