import type { AdapterKind } from './adapter-kinds.ts'
import type { AdapterNames } from './adapter-names.ts'

/** What is left to do, in its order. */
export function nextSteps(kind: AdapterKind, names: AdapterNames): string {
  const steps = kind === 'destination' ? destinationSteps(names) : platformSteps(names)
  return ['Next:', ...steps.map((step, index) => `${index + 1}. ${step}`), 'More: docs/adapters.md'].join(
    '\n',
  )
}

function destinationSteps({ name }: AdapterNames): string[] {
  const folder = `functions/destinations/${name}`
  const tests = `test/functions/destinations/${name}`
  return [
    `Make the requests and read their responses in ${folder}/ticket-system.ts, then in ${folder}/probe.ts.`,
    `npx vitest run ${tests}  (what fails says what is missing)`,
    `UPDATE_FIXTURES=1 npx vitest run ${tests}/becomes.test.ts && npm run docs  (then read what it says in docs/destinations.md)`,
    `Fill in docs/destinations/${name}.md.`,
    'npm run check  (a ceiling for the bundle is the last that it asks for)',
    `Name it in bin/deployment.ts: { name: '…', adapter: '${name}', settings: { … } }`,
  ]
}

function platformSteps({ name }: AdapterNames): string[] {
  const folder = `functions/platforms/${name}`
  const tests = `test/functions/platforms/${name}`
  return [
    `Check the proof in ${folder}/verify-post.ts, and sign likewise in bin/local/senders/${name}.ts.`,
    `Say what people call it: label in ${folder}/index.ts.`,
    `Put captured payloads, ids and names changed, into ${tests}/fixtures/ and bin/samples/${name}/, and read them in ${folder}/update.ts and draft-event.ts; docs/how-to-fill-an-event.md says what each field does. The sender’s \`renewal\` says where a sample has ids, names and times, for \`send --new\`.`,
    `UPDATE_FIXTURES=1 npx vitest run ${tests} && npm run docs  (then read what it says in docs/platforms.md)`,
    'npm run check  (CI asks for a ceiling of its own for the bundle)',
    `Enable it in bin/deployment.ts, then npm start and: node bin/netzdialog.mjs send --new ${name} bin/samples/${name}/message.json`,
  ]
}
