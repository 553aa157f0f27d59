import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AdapterKind, adapterKinds, maxNameLengths } from './adapter-kinds.ts'
import { type AdapterNames, adapterNames } from './adapter-names.ts'
import { addToRegistry } from './add-to-registry.ts'
import { type AdapterPlaces, fillTemplate, type NewFile, readTemplates } from './fill-templates.ts'
import { refuseName } from './refuse-name.ts'

export interface AdapterPlan {
  readonly names: AdapterNames
  /** None of them is there yet. */
  readonly files: readonly NewFile[]
  /** Registries as they will be. */
  readonly changes: readonly NewFile[]
}

/** What a new adapter consists of, or the sentence why there can be none of that name. Writes nothing. */
export async function planAdapter(
  project: string,
  kind: AdapterKind,
  name: string,
): Promise<AdapterPlan | { refused: string }> {
  const names = adapterNames(name)
  const templates = await readTemplates(kind)
  const refused = refuseName(names, templates, maxNameLengths[kind])
  if (refused !== undefined) return { refused }
  const folder = `functions/${kind}s/${name}`
  if (existsSync(join(project, folder)))
    return { refused: `there is a ${kind} "${name}" already, in ${folder}: choose another name` }
  const words = { ...names, ...placesOf(names) }
  const files = templates.map((template) => fillTemplate(template, words))
  const inTheWay = files.find(({ path }) => existsSync(join(project, path)))
  if (inTheWay) return { refused: `${inTheWay.path} is in the way: choose another name, or remove it` }

  const changes: NewFile[] = []
  for (const path of adapterKinds[kind]) {
    const registry = await readFile(join(project, path), 'utf8')
    const text = addToRegistry(registry, names, `./${name}/index.ts`)
    if (text === undefined)
      return { refused: `${path} does not end with the list of adapters: let it end with a line "}"` }
    changes.push({ path, text })
  }
  return { names, files, changes }
}

function placesOf({ name }: AdapterNames): AdapterPlaces {
  return {
    system: `functions/destinations/${name}/ticket-system.ts`,
    sender: `bin/local/senders/${name}.ts`,
    guide: 'docs/how-to-fill-an-event.md',
  }
}
