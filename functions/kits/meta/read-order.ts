import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { draftWritten } from './draft-written.ts'
import { maybe, text } from './fields.ts'
import { idOfContent } from './id-of-content.ts'
import type { MessagingThread } from './messaging-thread.ts'
import { product } from './product.ts'
import { type Reading, readAs } from './reading.ts'

/** Messenger Platform, "send_cart webhook event reference". */
const orderValue = z.lazy(() => z.object({ products: maybe(z.array(product)), note: text }))

/** An `order`: a person sends the page what they have put into their cart, with a note if they like. */
export function readOrder(content: unknown, thread: MessagingThread): Reading {
  return readAs(orderValue, content, ({ products = [], note }) => {
    if (products.length === 0 && note === undefined)
      return { quarantined: 'missing or unreadable: products, note' }
    const cart = { type: 'order', state: 'inline' as const, details: { products } }
    const event = draftWritten(thread, idOfContent('order', thread, products, note), {
      text: note,
      attachments: products.length > 0 ? [cart] : [],
    })
    return { events: [event] }
  })
}

const address = z.lazy(() =>
  z.object({
    street1: text,
    street2: text,
    postal_code: text,
    city: text,
    state: text,
    country: text,
  }),
)

const paymentValue = z.lazy(() =>
  z.object({
    payload: text,
    amount: maybe(z.object({ amount: z.union([z.number(), z.string()]), currency: text })).catch(undefined),
    requested_user_info: maybe(
      z.object({
        contact_name: text,
        contact_email: text,
        contact_phone: text,
        shipping_address: maybe(address).catch(undefined),
      }),
    ).catch(undefined),
  }),
)

/** A `payment`: a person has bought something in the thread; what it was paid with is of no concern here. */
export function readPayment(content: unknown, thread: MessagingThread): Reading {
  return readAs(paymentValue, content, (value) => {
    const { payload, amount, requested_user_info: buyer } = value
    const { contact_name, contact_email, contact_phone, shipping_address } = buyer ?? {}
    const { street1, street2, postal_code, city, state, country } = shipping_address ?? {}
    const said = [
      amount && [amount.amount, amount.currency].filter((each) => each !== undefined).join(' '),
      ...[contact_name, contact_email, contact_phone],
      ...[street1, street2, postal_code, city, state, country],
    ].filter((each) => each !== undefined)
    if (said.length === 0) return { quarantined: 'missing or unreadable: amount, requested_user_info' }
    const details = compact({ text: said.join(', '), payload })
    const event = draftWritten(thread, idOfContent('payment', thread, value), {
      attachments: [{ type: 'payment', state: 'inline', details }],
    })
    return { events: [event] }
  })
}
