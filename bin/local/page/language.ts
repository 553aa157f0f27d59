import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { getCookie, setCookie } from 'hono/cookie'
import { de } from './texts/de.ts'
import { en, type Texts } from './texts/en.ts'

export type Language = 'de' | 'en'
export const texts: Record<Language, Texts> = { de, en }

const cookie = 'netzdialog-language'

/** The switch decides, else the browser, else English. */
export function readLanguage(context: Context): Language {
  const chosen = context.req.query('language') ?? getCookie(context, cookie)
  if (isLanguage(chosen)) return chosen
  const accepted = accepts(context, {
    header: 'Accept-Language',
    supports: ['en', 'de'],
    default: 'en',
    match: (wanted, { supports, default: fallback }) =>
      wanted
        .filter(({ q }) => q > 0)
        .toSorted((one, other) => other.q - one.q)
        .map(({ type }) => type.slice(0, 2).toLowerCase())
        .find((type) => supports.includes(type)) ?? fallback,
  })
  return isLanguage(accepted) ? accepted : 'en'
}

/** Remembers the choice of `?language=…`. @returns whether there was one */
export function rememberLanguage(context: Context): boolean {
  const chosen = context.req.query('language')
  if (!isLanguage(chosen)) return false
  setCookie(context, cookie, chosen, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'Lax', httpOnly: true })
  return true
}

function isLanguage(value: string | undefined): value is Language {
  return value === 'de' || value === 'en'
}
