import { hostname } from 'node:os'
import type { Context, MiddlewareHandler } from 'hono'

/**
 * Keeps other sites' pages out: what changes something has to come from a page of this very origin, or from no
 * browser at all, such as curl.
 */
export const onlySameOrigin: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next()
  return isForeign(context, 'origin')
    ? context.json({ error: 'only a page of this address may do that' }, 403)
    : next()
}

/**
 * Keeps other sites' pages, and a browser that fetches ahead, from a page whose mere reading sends something to
 * somebody: it has to be asked for by a page of this very origin, by its address, or by no browser at all.
 */
export const onlyAskedFor: MiddlewareHandler = async (context, next) => {
  const purpose = context.req.header('sec-purpose') ?? context.req.header('purpose') ?? ''
  return purpose.includes('prefetch') || isForeign(context, 'referer')
    ? context.json({ error: 'only a page of this address may ask for that: begin at /' }, 403)
    : next()
}

/** Whether another site asks. @param otherwise the header that tells it where a browser names no site, as over plain HTTP */
function isForeign(context: Context, otherwise: 'origin' | 'referer'): boolean {
  const site = context.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const asking = context.req.header(otherwise)
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
