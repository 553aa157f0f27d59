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
  language: z.array(z.string()).min(1).optional(),
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
