import type { Person } from '../../../schemas/contact-event.ts'
import * as meta from '../../kits/meta/draft-event.ts'

const platform = 'facebook'

export function messageIdOf(nativeId: string): string {
  return meta.messageIdOf({ platform }, nativeId)
}

/** @param page the id of the page that knows the person */
export function personOf(page: string, id: string | undefined, name?: string): Person | undefined {
  return meta.personOf({ platform, account: page }, id, name)
}
