import * as z from 'zod'
import { shapes } from './shapes.ts'

/** The modules that `npm run schemas` writes, by path: a line a field, so that a change is read as one. */
export function shapeSources(): Record<string, string> {
  const { 'schemas/contact-event-shape.ts': ofEvent = {}, 'functions/core/row-shapes.ts': ofRows = {} } =
    shapes()
  const { properties, ...rest } = ofEvent['contactEventShape'] ?? {}
  return {
    'schemas/contact-event-shape.ts': written({
      imported: "import type { Shape } from './shape.ts'",
      about: 'What `contact-event.ts` says, without its remarks',
      lines: [
        'export const contactEventShape: Shape = {',
        ...linesOf(rest, '  '),
        '  properties: {',
        ...linesOf(properties, '    '),
        '  },',
        '}',
      ],
    }),
    'functions/core/row-shapes.ts': written({
      imported: "import type { ObjectShape, Shape } from '../../schemas/shape.ts'",
      about: 'What `rowSchemas` say',
      lines: [
        'export const rowShapes = {',
        ...linesOf(ofRows['rowShapes'], '  '),
        '} satisfies Record<string, ObjectShape>',
      ],
    }),
  }
}

const pattern = /"pattern":("(?:[^"\\]|\\.)*")/g

/** Parts of many fields, by the names that they are written by. */
const parts = Object.entries({
  text: { type: 'string' },
  flag: { type: 'boolean' },
  number: { type: 'number' },
  texts: { type: 'set', items: { type: 'string' } },
  positive: { type: 'integer', exclusiveMinimum: 0 },
  id: { type: 'string', minLength: 1 },
  longerId: { type: 'string', minLength: 3 },
  instant: { type: 'string', pattern: z.toJSONSchema(z.iso.datetime()).pattern },
}).map(([name, part]) => ({ name, source: sourceOf(part) }))

function written({ imported, about, lines }: { imported: string; about: string; lines: string[] }): string {
  const body = parts.reduceRight((text, { name, source }) => text.replaceAll(source, name), lines.join('\n'))
  const used = parts.filter(({ name }) => body.includes(`:${name}`) || body.includes(`: ${name}`))
  return [
    '// biome-ignore-all format: written by `npm run schemas`, a line a field',
    imported,
    '',
    ...used.map(({ name, source }) => `const ${name}: Shape = ${source}`),
    '',
    `/** ${about}: written by \`npm run schemas\`. */`,
    body,
    '',
  ].join('\n')
}

function linesOf(fields: unknown, indent: string): string[] {
  return Object.entries(fields ?? {}).map(([name, field]) => `${indent}${name}: ${sourceOf(field)},`)
}

/** A shape as TypeScript has it: a pattern is written as such, so that it is read once and can be examined. */
function sourceOf(shape: unknown): string {
  return JSON.stringify(shape).replace(pattern, (_, text: string) => `"pattern":/${JSON.parse(text)}/`)
}
