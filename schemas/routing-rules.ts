import * as z from 'zod'
import {
  addressings,
  directions,
  effects,
  kinds,
  platformSlug,
  surfaces,
  visibilities,
} from './contact-event.ts'

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.array(z.enum(values)).min(1).optional()

/** As platforms declare it (BCP 47): a language of two or three letters, and what narrows it down. */
const language = z
  .string()
  .regex(
    /^[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,8}$/,
    'must be the code of a language as platforms declare it, such as "de" or "pt-BR"',
  )

/** Every named field must hold; a field holds where one of its values does. Without fields: always. */
export const condition = z.strictObject({
  platform: z.array(platformSlug).min(1).optional(),
  surface: oneOf(surfaces),
  account: z.array(z.string()).min(1).optional(),
  kind: oneOf(kinds),
  visibility: oneOf(visibilities),
  direction: oneOf(directions),
  addressing: oneOf(addressings),
  automated: z.boolean().optional(),
  language: z.array(language).min(1).optional(),
})

export const rule = z.strictObject({
  when: condition.default({}),
  to: z.union([z.array(z.string()).min(1), z.literal('ignore')]).meta({
    description: 'Names of destinations, or `ignore`: finished, deliberately forwarded to nobody.',
  }),
  forward: z
    .enum(['work', 'all'])
    .default('work')
    .meta({
      description:
        '`work`: what asks something of a person or belongs to its context. `all`: also events whose effect is `none` ' +
        '(reactions, receipts, the company’s own unanswered posts).',
    }),
  effect: z.enum(effects).optional().meta({ description: 'Instead of the default effect.' }),
})

const ownFunction = z.string().min(1).optional()

export const routingRules = z.strictObject({
  match: z.enum(['first', 'all']).default('first').meta({
    description:
      '`first`: the first rule that matches decides. `all`: every rule that matches adds its destinations.',
  }),
  rules: z.array(rule).min(1),
  decide: ownFunction.meta({
    description:
      'A decision of your own after the rules: a file beside the deployment (`./decisions.ts`), or a package, that exports a function `decide`.',
  }),
  enrich: ownFunction.meta({
    description:
      'Fields of your own in every event, under `extensions`: a file beside the deployment, or a package, that exports a function `enrich`.',
  }),
})

export type Condition = z.infer<typeof condition>
export type Rule = z.infer<typeof rule>
export type RoutingRules = z.infer<typeof routingRules>

/** What every event has: a condition that names all its values leaves nothing out. */
const always: Readonly<Record<string, readonly unknown[]>> = {
  surface: surfaces,
  kind: kinds,
  visibility: visibilities,
  direction: directions,
  addressing: addressings,
}

/** Whether every event meets it. */
export function isCatchAll(when: Condition): boolean {
  return takesAllOf(when, {})
}

/** Whether every event that meets `narrow` meets `wide`, as far as each field alone tells. */
export function takesAllOf(wide: Condition, narrow: Condition): boolean {
  const wanted: Readonly<Record<string, unknown>> = narrow
  return Object.entries(wide).every(([field, values]) => {
    if (values === undefined) return true
    const given = wanted[field]
    if (!Array.isArray(values)) return given === values
    const all = always[field]
    if (all?.every((value) => values.some((each) => each === value))) return true
    return Array.isArray(given) && given.every((value) => values.some((each) => each === value))
  })
}
