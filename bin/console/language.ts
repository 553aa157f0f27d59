import type { Context, MiddlewareHandler } from 'hono'
import { setCookie } from 'hono/cookie'
import { languageDetector } from 'hono/language'
import { de } from './texts/de.ts'
import { en, type Texts } from './texts/en.ts'

export type Language = 'de' | 'en'
export const texts: Record<Language, Texts> = { de, en }

const cookie = 'netzdialog-language'
const query = 'language'

/** The switch decides, else the browser, else English. Only the switch is remembered. */
export const detectLanguage = languageDetector({
  order: ['querystring', 'cookie', 'header'],
  lookupQueryString: query,
  lookupCookie: cookie,
  caches: false,
  supportedLanguages: ['en', 'de'],
  fallbackLanguage: 'en',
})

/** What `detectLanguage` found. */
export function readLanguage(context: Context): Language {
  return context.get('language') === 'de' ? 'de' : 'en'
}

/** Remembers the choice of `?language=…`, and leads back to the same page without it. */
export const followLanguage: MiddlewareHandler = async (context, next) => {
  const chosen = context.req.query(query)
  if (context.req.method !== 'GET' || context.req.path.startsWith('/page/')) return next()
  if (chosen !== 'de' && chosen !== 'en') return next()
  setCookie(context, cookie, chosen, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'Lax', httpOnly: true })
  return context.redirect(`${context.req.path}${searchBefore(context)}`, 303)
}

/** What the page before was asked for, where it is the same one. */
function searchBefore(context: Context): string {
  const { referer = '', host } = context.req.header()
  if (!URL.canParse(referer)) return ''
  const before = new URL(referer)
  return before.host === host && before.pathname === new URL(context.req.url).pathname ? before.search : ''
}
