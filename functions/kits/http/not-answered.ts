import type { ConnectionCheck } from '../../contracts/platform-operator.ts'
import type { Problem } from './ask-api.ts'

/** What a question without an answer says of a connection: a refusal is something to act on, silence is nothing yet. */
export function notAnswered(
  about: ConnectionCheck['about'],
  { problem, refused }: Problem,
  of = '',
): ConnectionCheck {
  return { about, ok: false, message: `${of}${problem}`, ...(!refused && { unknown: 'unanswered' }) }
}
