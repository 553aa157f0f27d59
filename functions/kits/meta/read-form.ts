import * as z from 'zod'
import { draftWritten } from './draft-written.ts'
import { id, maybe } from './fields.ts'
import { idOfContent } from './id-of-content.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { type Reading, readAs } from './reading.ts'

const response = z.lazy(() =>
  z.object({
    key: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  }),
)
const customerInformation = z.lazy(() =>
  z.object({ screens: z.array(z.object({ responses: z.array(response) })).min(1) }),
)

/** A `messaging_customer_information`: what a person entered into a form of the page, e.g. where to deliver. */
export function readCustomerInformation(content: unknown, thread: MessagingThread): Reading {
  return readAs(customerInformation, content, ({ screens }) => {
    const entered = screens.flatMap(({ responses }) => responses)
    const lines = entered.flatMap(({ key, value }) =>
      value === null || value === undefined || value === '' ? [] : [`${key}: ${value}`],
    )
    if (lines.length === 0) return { quarantined: 'missing or unreadable: screens.responses' }
    const event = draftWritten(thread, idOfContent('form', thread, screens), {
      text: lines.join('\n'),
      attachments: [],
    })
    return { events: [event] }
  })
}

const leadForm = z.lazy(() => z.object({ form_id: maybe(id) }))

/** A form for leads was sent off in the thread; Meta tells which, and nothing of what the person entered. */
export function readLeadForm(content: unknown, thread: MessagingThread): Reading {
  return readAs(leadForm, content, ({ form_id }) => {
    const reason = 'the platform does not hand out what was entered: fetch it by the form'
    const form = {
      type: 'form',
      state: 'unavailable' as const,
      reason,
      ...(form_id !== undefined && { details: { formId: form_id } }),
    }
    return { events: [draftWritten(thread, idOfContent('lead', thread, form_id), { attachments: [form] })] }
  })
}
