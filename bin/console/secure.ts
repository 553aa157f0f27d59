import type { Context } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Nothing from elsewhere, nothing inline, nobody's frame. */
export const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Stricter, and forms would say that they come from nowhere.
  referrerPolicy: 'same-origin',
  // This machine has no certificate.
  strictTransportSecurity: false,
})

/** Customers' words stay in no cache. */
export async function notStored(context: Context, next: () => Promise<void>): Promise<void> {
  await next()
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
}
