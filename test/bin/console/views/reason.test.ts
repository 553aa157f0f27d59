import { expect, it } from 'vitest'
import { texts } from '../../../../bin/console/language.ts'
import { reasonOf } from '../../../../bin/console/views/reason.ts'
import { httpOutcome } from '../../../../functions/kits/http/http-outcome.ts'

it.each([
  [reasonFor(422), 'de', 'antwortet mit 422'],
  [reasonFor(503), 'de', 'antwortet mit 503'],
  [reasonFor(422), 'en', 'answered 422'],
  ['no answer: ECONNREFUSED', 'de', 'antwortet nicht: ECONNREFUSED'],
  ['no answer: ECONNREFUSED', 'en', 'no answer: ECONNREFUSED'],
  [
    'answered 404: check url',
    'de',
    '<span class="reason" lang="en"><bdi>answered 404: check url</bdi></span>',
  ],
  ['no answer: <b>', 'de', 'no answer: &lt;b&gt;'],
] as const)('the reason %j is told in %s as %s', (reason, language, told) => {
  expect(String(reasonOf(reason, { language, texts: texts[language], window: 10 }))).toContain(told)
})

function reasonFor(status: number): string {
  const outcome = httpOutcome(new Response(null, { status }), new Date(0))
  return outcome.status === 'delivered' ? '' : outcome.reason
}
