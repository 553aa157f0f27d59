/** What IAM asks about one thing that a call does. */
export interface Asked {
  /** `s3:PutObject` */
  readonly action: string
  /** An ARN. */
  readonly resource: string
  /** The values of condition keys that the call carries: `dynamodb:LeadingKeys`. */
  readonly keys: Readonly<Record<string, readonly string[]>>
}

/** A statement of a role, as the template has it, its references resolved. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** Operator to condition key to values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/**
 * Whether a role may do something: a denial goes before everything, and what nothing allows is denied.
 *
 * @throws Error on a condition that IAM knows and this does not: nobody is let in by a guess
 */
export function mayDo(asked: Asked, statements: readonly Statement[]): boolean {
  const speaking = statements.filter((statement) => concerns(statement, asked))
  return speaking.length > 0 && speaking.every(({ effect }) => effect === 'Allow')
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
function concerns({ actions, resources, conditions }: Statement, { action, resource, keys }: Asked): boolean {
  return (
    // Actions are compared without regard to case, resources are not.
    actions.some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
    resources.some((pattern) => isLike(resource, pattern)) &&
    Object.entries(conditions).every(([operator, wanted]) =>
      Object.entries(wanted).every(([key, values]) => holds(operator, values, keys[key])),
    )
  )
}

function holds(operator: string, wanted: readonly string[], found: readonly string[] | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
      return found?.length === 1 && wanted.includes(found[0] ?? '')
    // What a call has no such key of is not equal.
    case 'StringNotEquals':
    case 'ArnNotEquals':
      return !holds('StringEquals', wanted, found)
    case 'StringLike':
      return found?.length === 1 && wanted.some((pattern) => isLike(found[0] ?? '', pattern))
    // Also where the call has no such key: IAM takes none for all.
    case 'ForAllValues:StringLike':
      return (found ?? []).every((value) => wanted.some((pattern) => isLike(value, pattern)))
    case 'Null':
      return wanted.includes(String(found === undefined))
    default:
      throw new Error(`this evaluates no condition ${operator}: add it as IAM has it`)
  }
}

/** With the wildcards of IAM, which end at no slash and no colon. */
function isLike(value: string, pattern: string): boolean {
  const parts = pattern
    .split(wildcards)
    .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : literally(part)))
  return new RegExp(`^${parts.join('')}$`, 's').test(value)
}

const wildcards = /([*?])/
const special = /[\\^$.|+()[\]{}]/g
const literally = (text: string) => text.replace(special, '\\$&')
