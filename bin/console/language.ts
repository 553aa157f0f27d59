import type { Context } from 'hono'
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

/** Remembers the choice of `?language=…`. @returns whether there was one */
export function rememberLanguage(context: Context): boolean {
  const chosen = context.req.query(query)
  if (chosen !== 'de' && chosen !== 'en') return false
  setCookie(context, cookie, chosen, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'Lax', httpOnly: true })
  return true
}
