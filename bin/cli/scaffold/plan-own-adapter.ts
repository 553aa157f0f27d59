import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AdapterKind, maxNameLengths } from './adapter-kinds.ts'
import { adapterNames } from './adapter-names.ts'
import { fillTemplate, type NewFile, readTemplates } from './fill-templates.ts'
import { mergeModules } from './merge-modules.ts'
import type { AdapterPlan } from './plan-adapter.ts'
import { refuseForm } from './refuse-name.ts'

const test = /^test\/.{1,300}[.]test[.]ts$/
const fixture = /^test\/.{1,300}\/fixtures\//
const sample = /^bin\/samples\//
/** For editors: how Node.js reads TypeScript, which it does without a compiler. */
const tsconfig = `{
  "compilerOptions": {
    "target": "es2024",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "noEmit": true,
    "skipLibCheck": true,
    "allowImportingTsExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true
  },
  "exclude": ["node_modules", "cdk.out"]
}
`
const aliasedSender = /\{ \w{1,20} as sender \} from/
const sender = /^bin\/local\/senders\//

/**
 * What a new adapter consists of in a project of one's own, or the sentence why there can be none of that name: the
 * templates of the repository, their code in one file and their tests in another. Writes nothing.
 *
 * @param builtIn names of the adapters that come with the package
 */
export async function planOwnAdapter(
  project: string,
  kind: AdapterKind,
  name: string,
  builtIn: readonly string[],
): Promise<AdapterPlan | { refused: string }> {
  const refused = refuseForm(name, maxNameLengths[kind])
  if (refused !== undefined) return { refused }
  if (builtIn.includes(name))
    return { refused: `netzdialog brings a ${kind} "${name}": name it as it is, or choose another name` }
  const names = adapterNames(name)
  const file = `adapters/${name}.ts`
  const words = {
    ...names,
    system: file,
    sender: '`sender` below',
    guide: `${packageDocs}/how-to-fill-an-event.md`,
  }
  const templates = (await readTemplates(kind)).map((template) =>
    // What it is exported as is how the package finds it.
    fillTemplate(template, { ...words, identifier: sender.test(template.path) ? 'sender' : kind }),
  )
  const files = [
    { path: file, text: mergeCode(templates) },
    { path: `adapters/${name}.test.ts`, text: mergeTests(templates, `./${name}.ts`) },
    ...templates.flatMap(({ path, text }) => {
      const place = placeOf(path, name)
      return place === undefined ? [] : [{ path: place, text }]
    }),
  ]
  const inTheWay = files.find(({ path }) => existsSync(join(project, path)))
  if (inTheWay) return { refused: `${inTheWay.path} is in the way: choose another name, or remove it` }
  const settings = existsSync(join(project, 'tsconfig.json'))
    ? []
    : [{ path: 'tsconfig.json', text: tsconfig }]
  return { names, files: [...files, ...settings], changes: [] }
}

/** Where the package keeps its documentation, seen from a project. */
export const packageDocs = 'node_modules/netzdialog/docs'

function mergeCode(templates: readonly NewFile[]): string {
  const code = templates.filter(({ path }) => path.endsWith('.ts') && !path.startsWith('test/'))
  const kept = code.map(({ path }) => path).filter((path) => path.endsWith('/index.ts') || sender.test(path))
  // What the sender does is read last.
  const ordered = code.toSorted((a, b) => Number(sender.test(a.path)) - Number(sender.test(b.path)))
  return mergeModules(ordered, () => 'netzdialog/adapter', kept)
}

function mergeTests(templates: readonly NewFile[], adapter: string): string {
  const tests = templates
    .filter(({ path }) => test.test(path))
    .map(({ path, text }) => ({
      path,
      text: text
        // Of the one file, adapter and sender are told apart by their names.
        .replace(aliasedSender, '{ sender } from')
        .replaceAll('./fixtures/', `./fixtures/${adapter.slice('./'.length, -'.ts'.length)}/`),
    }))
  return mergeModules(
    tests,
    (path) => (path.startsWith('test/contracts/') ? 'netzdialog/testing' : adapter),
    [],
  )
}

/** Of what is no code; `undefined` for what a project has no place for. */
function placeOf(path: string, name: string): string | undefined {
  if (fixture.test(path)) return path.replace(fixture, `adapters/fixtures/${name}/`)
  return sample.test(path) ? path.slice('bin/'.length) : undefined
}
