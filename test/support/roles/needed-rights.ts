import { mayDo, type Statement } from './may-do.ts'
import type { AskedBy } from './role-stand.ts'

/**
 * The rights of all functions of a stack, one line an action and resource, that nothing needs of all that was asked for:
 * each is taken away, and it is looked whether anything would be denied then. Functions of one stage need them
 * together, with `<own>` for the name of its platform or destination; of a function that asked for nothing none is said.
 */
export function unneededRights(
  rights: ReadonlyMap<string, readonly Statement[]>,
  asked: readonly AskedBy[],
): string[] {
  const all = new Set<string>()
  const needed = new Set<string>()
  for (const [service, statements] of rights) {
    const single = statements.flatMap(inSingleRights)
    const own = asked.filter((each) => each.service === service)
    if (own.length === 0) continue
    for (const right of single) {
      if (right.effect === 'Deny') continue
      const line = `${service.split('-')[0]}: ${nameRight(service, right)}`
      all.add(line)
      const rest = single.filter((each) => each !== right)
      if (own.some((each) => each.allowed && !mayDo(each, rest))) needed.add(line)
    }
  }
  return [...all].filter((line) => !needed.has(line)).sort()
}

function inSingleRights(statement: Statement): Statement[] {
  return statement.actions.flatMap((action) =>
    statement.resources.map((resource) => ({ ...statement, actions: [action], resources: [resource] })),
  )
}

function nameRight(service: string, { actions, resources }: Statement): string {
  const own = service.split('-').slice(1).join('-')
  const right = [...actions, ...resources].join(' ')
  return own === '' ? right : right.replaceAll(own, '<own>')
}
