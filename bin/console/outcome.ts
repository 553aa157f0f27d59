import type { Context } from 'hono'
import { crmModes } from '../local/demo-crm.ts'
import { readLanguage, texts } from './language.ts'
import type { Texts } from './texts/en.ts'

/** What came of a button: a code, and a number, mode or error code with it. */
export interface Outcome {
  readonly code: 'retried' | 'dropped' | 'reread' | 'stillUnread' | 'gone' | 'failed' | 'crm' | 'sending'
  readonly detail?: string
}

/** Tells it: to the page's own script as JSON, to a browser without JavaScript on the page that it is sent back to. */
export function tell(context: Context, outcome: Outcome, status: 200 | 404 | 502 = 200): Response {
  if (context.req.header('accept')?.includes('application/json'))
    return context.json({ notice: describe(outcome, texts[readLanguage(context)]) }, status)
  const query = new URLSearchParams({ done: outcome.code, ...(outcome.detail && { detail: outcome.detail }) })
  return context.redirect(`/?${query}`, 303)
}

const harmless = /^[\w.-]{1,40}$/

/** The outcome that the address tells of, in words; anything else is nothing. */
export function readNotice(context: Context, words: Texts): string | undefined {
  const { done, detail = '' } = context.req.query()
  return isCode(done) && (detail === '' || harmless.test(detail))
    ? describe({ code: done, detail }, words)
    : undefined
}

function isCode(value: string | undefined): value is Outcome['code'] {
  return value !== undefined && Object.hasOwn(texts.en.done, value)
}

function describe({ code, detail = '' }: Outcome, { done, crm }: Texts): string {
  switch (code) {
    case 'reread':
      return done.reread(Number(detail) || 0)
    case 'failed':
      return done.failed(detail)
    case 'crm':
      return done.crm(crm.modes[crmModes.find((mode) => mode === detail) ?? 'ok'])
    default:
      return done[code]
  }
}
