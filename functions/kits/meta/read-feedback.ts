import * as z from 'zod'
import type { Message } from '../../../schemas/contact-event.ts'
import { compact } from '../../core/compact.ts'
import { draftDirect } from './draft-direct.ts'
import { messageIdOf } from './draft-event.ts'
import { draftWritten } from './draft-written.ts'
import { id, maybe, text } from './fields.ts'
import { idOfContent } from './id-of-content.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const payload = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => `${value ?? ''}`.trim())
const question = z.lazy(() =>
  z.object({
    type: z.string(),
    payload,
    follow_up: maybe(z.object({ payload })),
  }),
)

/** Messenger Platform, "Customer feedback template": screens with questions by their ids. */
const feedbackValue = z.lazy(() =>
  z.object({
    feedback_screens: z.array(z.object({ questions: z.record(z.string(), question) })).min(1),
  }),
)
type Question = z.infer<typeof question>

/** The highest score of each sort; the lowest is 1, of `nps` 0. */
const scales: ReadonlyMap<string, number> = new Map([
  ['csat', 5],
  ['nps', 10],
  ['ces', 7],
])
const scorePattern = /^\d{1,2}$/

/**
 * A `messaging_feedback`: the answers to a survey of the page. The first score is the rating; what the person wrote is
 * the text, in its order.
 */
export function readFeedback(content: unknown, thread: MessagingThread): Reading {
  return readAs(feedbackValue, content, ({ feedback_screens: screens }) => {
    const questions = screens.flatMap(({ questions }) => Object.values(questions))
    const text = questions.flatMap(wordsOf).join('\n')
    const scores = questions.flatMap((each) => scoreOf(each) ?? [])
    const rating: Message['rating'] = scores[0]
    if (text === '' && rating === undefined)
      return { quarantined: 'missing or unreadable: feedback_screens.questions' }
    const titles = questions.filter(scoreOf).map(({ type, payload }) => ({ title: `${type}: ${payload}` }))
    const answers = { type: 'feedback', state: 'inline' as const, details: { elements: titles } }
    const event = draftWritten(thread, idOfContent('feedback', thread, screens), {
      text: text === '' ? undefined : text,
      rating,
      // One rating says all that one score says.
      attachments: scores.length > 1 ? [answers] : [],
    })
    return { events: [event] }
  })
}

function scoreOf({ type, payload }: Question): NonNullable<Message['rating']> | undefined {
  const scale = scales.get(type.toLowerCase())
  const value = Number(payload)
  return scale !== undefined && scorePattern.test(payload) && value <= scale ? { value, scale } : undefined
}

/** Whatever is no score, a person has written. */
function wordsOf(question: Question): string[] {
  const own = scoreOf(question) === undefined ? [question.payload] : []
  return [...own, question.follow_up?.payload ?? ''].filter((each) => each !== '')
}

const responseFeedback = z.lazy(() => z.object({ mid: id, feedback: text }))

/** A `response_feedback`: thumbs up or down for a message of the page, in Meta's words. */
export function readResponseFeedback(content: unknown, thread: MessagingThread): Reading {
  return readAs(responseFeedback, content, ({ mid, feedback }) => {
    const event = draftDirect(thread, [mid, thread.customer, 'feedback', feedback, thread.moment], {
      kind: 'reaction.added',
      target: { messageId: messageIdOf(thread.origin, mid) },
      reaction: feedback === undefined ? undefined : compact({ type: feedback }),
      actor: thread.sender,
    })
    return { events: [event] }
  })
}
