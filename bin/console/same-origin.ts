import { hostname } from 'node:os'
import type { Context, MiddlewareHandler } from 'hono'

/**
 * Keeps other sites' pages out: what changes something has to come from a page of this very origin, or from no
 * browser at all, such as curl.
 */
export const onlySameOrigin: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
  return isForeign(context) ? context.json({ error: 'only a page of this address may do that' }, 403) : next()
}

/** Whether another site asks. */
function isForeign(context: Context): boolean {
  const site = context.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  // Over plain HTTP a browser may name no site.
  const asking = context.req.header('origin')
  return asking !== undefined && hostOf(asking) !== context.req.header('host')?.toLowerCase()
}

const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/

/**
 * Keeps names out that only pretend to be this machine: a foreign site whose name was made to point here (DNS
 * rebinding), or a tunnel that was opened for webhooks and not for customers' texts.
 *
 * @param host where the front door listens
 */
export function onlyThisMachine(host: string): MiddlewareHandler {
  const own = new Set(['localhost', host, hostname().toLowerCase()])
  return async (context, next) => {
    const asked = hostOf(`http://${context.req.header('host')}`, 'hostname') ?? ''
    if (own.has(asked) || ipv4.test(asked) || asked.startsWith('[')) return next()
    return context.json({ error: `"${asked}" is not this machine: use localhost, or set HOST` }, 403)
  }
}

function hostOf(url: string, part: 'host' | 'hostname' = 'host'): string | undefined {
  return URL.canParse(url) ? new URL(url)[part] : undefined
}
