import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type Language, texts } from '../../../../bin/console/language.ts'
import { reasonOf } from '../../../../bin/console/views/reason.ts'
import { httpOutcome } from '../../../../functions/kits/http/http-outcome.ts'

it.each<[reason: string, code: string | undefined, language: Language, told: string]>([
  [reasonFor(422), 'refused', 'de', 'antwortet mit 422'],
  [reasonFor(503), undefined, 'de', 'antwortet mit 503'],
  [reasonFor(422), 'refused', 'en', 'answered 422'],
  [reasonFor(401), 'credentials_refused', 'de', 'antwortet mit 401: Zugangsdaten prüfen'],
  [reasonFor(307), undefined, 'de', 'antwortet mit 307: Weiterleitungen werden nicht verfolgt'],
  [reasonFor(307), 'redirect', 'en', 'answered 307: redirects are not followed'],
  ['answered 404: check url and mode', undefined, 'de', 'antwortet mit 404: Adresse (url) und mode prüfen'],
  ['answered 418: short and stout', 'refused', 'de', 'antwortet mit 418: short and stout'],
  ['answered 418: short', 'constructor', 'de', 'antwortet mit 418: short'],
  ['not sent: private_address, check the url', 'private_address', 'de', 'liegt in einem privaten Netz'],
  ['no answer: ECONNREFUSED', undefined, 'de', 'antwortet nicht: ECONNREFUSED'],
  ['no answer: ECONNREFUSED', undefined, 'en', 'no answer: ECONNREFUSED'],
  ['says who knows what', undefined, 'de', 'says who knows what'],
])('the reason %j with code %s is told in %s as %s', (reason, code, language, told) => {
  const html = String(reasonOf(reason, { language, texts: texts[language], window: 10 }, code))
  expect(html.replaceAll(/<[^>]*>/g, '')).toContain(told)
})

it('a reason from outside is words, whatever stands in it', () => {
  const viewer = { language: 'de' as const, texts: texts.de, window: 10 }
  expect(String(reasonOf('no answer: <b>', viewer))).toContain('no answer: &lt;b&gt;')
  expect(String(reasonOf('answered 404: "><b>', viewer))).not.toContain('<b>')
})

it('every reason that route gives for work has its words in German', () => {
  const source = readFileSync(new URL('../../../../functions/route/decide-work.ts', import.meta.url), 'utf8')
  const reasons = [...source.matchAll(/reason: '([^']{1,80})'/g)].map(([, reason = '']) => reason)
  expect(reasons.length).toBeGreaterThan(10)
  expect(reasons.filter((reason) => !Object.hasOwn(texts.de.workReasons, reason))).toEqual([])
})

function reasonFor(status: number): string {
  const outcome = httpOutcome(new Response(null, { status }), new Date(0))
  return outcome.status === 'delivered' ? '' : outcome.reason
}
