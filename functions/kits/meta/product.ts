import * as z from 'zod'
import { compact } from '../../core/compact.ts'
import { id, maybe, text, webAddress } from './fields.ts'

const button = z.lazy(() =>
  z.object({ type: text, title: text, url: webAddress }).transform((value) => compact(value)),
)
export const buttons = maybe(z.array(button))

const amount = maybe(z.union([z.number(), z.string().min(1)])).catch(undefined)

/** A product of a catalogue, a line of a cart or a receipt, a card of a template. */
export const product = z.lazy(() =>
  z
    .object({
      id: maybe(id),
      retailer_id: maybe(id),
      title: text,
      name: text.catch(undefined),
      subtitle: text,
      image_url: webAddress,
      url: webAddress,
      buttons,
      quantity: amount,
      unit_price: amount,
      price: amount,
      currency: text.catch(undefined),
    })
    .transform(({ retailer_id, image_url, unit_price, title, name, ...rest }) =>
      compact({
        ...rest,
        title: title ?? name,
        retailerId: retailer_id,
        imageUrl: image_url,
        unitPrice: unit_price,
      }),
    ),
)
