import type { AdapterKind } from './adapter-kinds.ts'
import { packageDocs } from './plan-own-adapter.ts'

/** What is left to do with an adapter of one's own, in its order. @param config the deployment's file */
export function ownNextSteps(kind: AdapterKind, name: string, config: string): string {
  const steps = kind === 'destination' ? destinationSteps(name, config) : platformSteps(name, config)
  return [
    'Next:',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    `More: ${packageDocs}/adapters.md`,
  ].join('\n')
}

function destinationSteps(name: string, config: string): string[] {
  const file = `adapters/${name}.ts`
  return [
    `Make the requests and read their responses in ${file}.`,
    `npx vitest run adapters/${name}.test.ts  (what fails says what is missing)`,
    `UPDATE_FIXTURES=1 npx vitest run adapters/${name}.test.ts  (then read in adapters/fixtures/${name}/becomes.json what each contact becomes)`,
    `Name it in ${config}, beside the other destinations, and in the \`to\` of a rule (the first that matches decides; a second rule needs a \`when\` before it):
     destinations: [{ name: '${name}', adapter: './${file}', settings: { url: 'https://…' } }],
     routing: { rules: [{ to: ['${name}'] }] },`,
    `npm test, then npm start; with \`local: { url: '…', credentials: { token: '…' } }\` beside its settings the local run writes into a real system; without it, the demo CRM stands in, and nothing of ${file} runs.`,
    `npx --no-install netzdialog probe ${name}  (while that runs with \`local\`: whether address and credentials are right)`,
  ]
}

function platformSteps(name: string, config: string): string[] {
  const file = `adapters/${name}.ts`
  return [
    `Name it in ${config}, beside the other platforms:
     platforms: { ${keyOf(name)}: { adapter: './${file}' } },`,
    `npm start, and in another terminal: npx --no-install netzdialog send --new ${name} samples/${name}/message.json  (the platform is made up, and works)`,
    `Say in ${file} what people call it (\`label\`), check how a webhook is proven (\`verifyPost\`), and sign likewise in \`sender\`.`,
    `Put captured payloads, ids and names changed, into adapters/fixtures/${name}/ and samples/${name}/, and read them: \`update\`, \`draftEvent\`. ${packageDocs}/how-to-fill-an-event.md says what each field does. The sender’s \`renewal\` says where a sample has ids, names and times, for \`send --new\`.`,
    `UPDATE_FIXTURES=1 npx vitest run adapters/${name}.test.ts  (then read the events in adapters/fixtures/${name}/)`,
    'npm test',
  ]
}

function keyOf(name: string): string {
  return name.includes('-') ? `'${name}'` : name
}
