import { comment, directMessage } from '../support/facebook-payloads.ts'
import type { Update } from './traffic.ts'

const page = '4711'
const startedAt = 1_795_262_400

/** Several updates in one webhook, as Meta batches them: an entry each. */
export function metaPayload(updates: readonly Update[]) {
  return { object: 'page', entry: updates.flatMap((update) => payloadOf(update).entry) }
}

function payloadOf({ surface, conversation, index, text }: Update): { entry: unknown[] } {
  const time = startedAt + index
  if (surface === 'direct_message')
    return directMessage(page, conversation, `m_${conversation}_${index}`, text, time * 1000)
  const at = { post: conversation, comment: String(index), time }
  return comment(
    page,
    index === 0 ? at : { ...at, parent: '0' },
    { id: `9${conversation}`, name: 'Änne' },
    text,
  )
}
