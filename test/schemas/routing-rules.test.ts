import { describe, expect, it } from 'vitest'
import { routingRules } from '../../schemas/routing-rules.ts'

describe('routing rules', () => {
  it('match first, everything, and work, unless told otherwise', () => {
    expect(routingRules.parse({ rules: [{ to: ['crm'] }] })).toEqual({
      match: 'first',
      rules: [{ when: {}, to: ['crm'], forward: 'work' }],
    })
  })

  it.each([
    ['no rule', { rules: [] }],
    ['a rule without a destination', { rules: [{ to: [] }] }],
    ['a word that is not ignore', { rules: [{ to: 'drop' }] }],
    ['a misspelt field', { rules: [{ when: { chanel: ['facebook'] }, to: ['crm'] }] }],
    ['a misspelt value', { rules: [{ when: { surface: ['coment'] }, to: ['crm'] }] }],
    ['what is no name of a platform', { rules: [{ when: { platform: ['Facebook'] }, to: ['crm'] }] }],
    ['a condition that nothing can meet', { rules: [{ when: { platform: [] }, to: ['crm'] }] }],
    ['the name of a language', { rules: [{ when: { language: ['Deutsch'] }, to: ['crm'] }] }],
    ['a language as a system writes it', { rules: [{ when: { language: ['de_DE'] }, to: ['crm'] }] }],
    ['an unknown effect', { rules: [{ to: ['crm'], effect: 'close' }] }],
    ['a rule’s field in the wrong place', { match: 'first', rules: [{ to: ['crm'] }], forward: 'all' }],
  ])('refuse %s', (_, rules) => {
    expect(routingRules.safeParse(rules).success).toBe(false)
  })

  it.each(['de', 'pt-BR', 'zh-Hant-TW', 'qme', 'sr-Latn'])('take the language %s', (language) => {
    const rules = [{ when: { language: [language] }, to: ['crm'] }]
    expect(routingRules.safeParse({ rules }).success).toBe(true)
  })
})
