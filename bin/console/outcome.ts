import type { Context } from 'hono'
import { crmModes } from '../local/demo-crm.ts'
import { readLanguage, texts } from './language.ts'
import type { Texts } from './texts/en.ts'

/** What came of a button: a code, and a number, mode or error code with it. */
export interface Outcome {
  readonly code:
    | 'retried'
    | 'dropped'
    | 'reread'
    | 'stillUnread'
    | 'gone'
    | 'failed'
    | 'crm'
    | 'sending'
    | keyof Texts['pages']['done']
    | 'stopped'
  readonly detail?: string
}

/** Tells it: to the page's own script as JSON, to a browser without JavaScript on the page that it is sent back to. */
export function tell(context: Context, outcome: Outcome, status: 200 | 403 | 404 | 502 = 200): Response {
  if (context.req.header('accept')?.includes('application/json'))
    return context.json({ notice: describe(outcome, texts[readLanguage(context)]) }, status)
  const query = new URLSearchParams({ done: outcome.code, ...(outcome.detail && { detail: outcome.detail }) })
  return context.redirect(`${pageBefore(context)}?${query}`, 303)
}

const ownPage = /^\/(?:events\/evt_[0-9a-f]{32}|destinations\/[\w%.-]{1,100})$/

/** Where the button was, if that is a contact's or a destination's own page and of this very origin; else the first page. */
function pageBefore(context: Context): string {
  const { referer = '', host } = context.req.header()
  if (!URL.canParse(referer)) return '/'
  const before = new URL(referer)
  return before.host === host && ownPage.test(before.pathname) ? before.pathname : '/'
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
  return (
    value !== undefined &&
    (value === 'stopped' || Object.hasOwn(texts.en.done, value) || Object.hasOwn(texts.en.pages.done, value))
  )
}

function describe({ code, detail = '' }: Outcome, { done, crm, pages }: Texts): string {
  const [number = 0, left = 0] = detail.split('-').map((each) => Number(each) || 0)
  switch (code) {
    case 'retriedMany':
    case 'droppedMany':
    case 'erased':
      return pages.done[code](number)
    case 'retriedSome':
      return pages.done.retriedSome(number, left)
    case 'asked':
      return pages.done.asked(detail)
    case 'replayed':
    case 'readOnly':
      return pages.done[code]
    case 'stopped':
      return pages.demo.stopped
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
