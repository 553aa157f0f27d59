import { isAddress } from '../../core/person-key.ts'
import { type Given, idText, isGiven, withFields } from './given.ts'

const betweenDigits = /[\s()/.-]+/g
const international = /^(?:\+|00)(\d{6,15})$/

/**
 * A person by an id: the system's own, which is valid there alone, else the address or the number, which are valid
 * everywhere, so that the same customer is found whichever way they come.
 */
export function completePerson(given: unknown, role: string, platform: unknown): Given | undefined {
  if (!isGiven(given)) return undefined
  const email = typeof given['email'] === 'string' ? given['email'].trim().toLowerCase() : ''
  const phone = readPhone(given['phone'])
  const id =
    idText(given['id']) ?? (email.includes('@') ? email : undefined) ?? phone ?? idText(given['handle'])
  const scope = given['scope'] ?? (id === undefined || isAddress(id) ? undefined : platform)
  return withFields({ role, ...given }, { id, phone, scope })
}

/** `0049 (170) 123-45` is `+4917012345`; a number without its country stays as it is written. */
function readPhone(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.trim() === '' || given.length > maxPhone) return undefined
  const digits = international.exec(given.replace(betweenDigits, ''))?.[1]
  return digits === undefined ? given.trim() : `+${digits}`
}

const maxPhone = 100
