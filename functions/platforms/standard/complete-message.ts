import { MalformedPayload } from '../../core/errors.ts'
import { htmlToText } from '../../html/html-to-text.ts'
import { toSafeHtml } from '../../html/safe-html.ts'
import { receivedText } from '../../text/clean.ts'
import { completeAttachment } from './complete-attachment.ts'
import { type Findings, type Given, inside, isGiven, withFields } from './given.ts'

const saysSomething = ['text', 'html', 'rating', 'action', 'withheld'] as const

interface MessageContext {
  readonly isCreated: boolean
  readonly deliveryId: string
  readonly qualify: (id: unknown) => unknown
}

/** The message, named by its delivery where it is new and has no id; `undefined` where there is none. */
export function completeMessage(
  given: Given,
  { isCreated, deliveryId, qualify }: MessageContext,
  findings: Findings,
): Given | undefined {
  const { problems } = findings
  if (given['message'] === undefined) {
    if (isCreated) problems.push('message: missing, expected an object')
    return undefined
  }
  if (!isGiven(given['message'])) return undefined
  const written = inside(given, 'message')
  const files = written['attachments'] ?? []
  const attachments = Array.isArray(files)
    ? files.map((file, index) => completeAttachment(file, `message.attachments.${index}`, findings))
    : files
  const message = withFields(written, {
    id: qualify(written['id'] ?? (isCreated ? deliveryId : undefined)),
    version: written['version'] === undefined ? undefined : qualify(written['version']),
    quotes: written['quotes'] === undefined ? undefined : qualify(written['quotes']),
    attachments,
    ...readWords(written, problems),
  })
  const isEmpty = Array.isArray(attachments) && attachments.length === 0
  if (isCreated && isEmpty && saysSomething.every((name) => isNothing(message[name])))
    problems.push('message: says nothing, expected text, html, attachments, rating, action or withheld')
  return message
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === ''
}

/** HTML as anybody may see it, and the text of it where none came along. */
function readWords({ text, html }: Given, problems: string[]): Given {
  const plain = typeof text === 'string' ? receivedText(text) : undefined
  if (typeof html !== 'string') return { text: plain }
  try {
    const markup = receivedText(html)
    return { html: toSafeHtml(markup), text: text === undefined ? htmlToText(markup) : plain }
  } catch (error) {
    if (!(error instanceof MalformedPayload)) throw error
    problems.push('message.html: nested too deeply to be read')
    return { text: plain }
  }
}
