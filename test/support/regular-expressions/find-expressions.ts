import { readFileSync } from 'node:fs'
import ts from 'typescript'

export interface WrittenExpression {
  /** `functions/kits/mail/thread/subject.ts:4`, for a person to find it. */
  readonly place: string
  readonly source: string
  readonly flags: string
}

/**
 * Every regular expression in a file: literals, and `new RegExp` of a string or template, in which a word stands for
 * what is filled in.
 *
 * @throws Error where `RegExp` is given anything else: what it will be cannot be told
 */
export function findExpressions(path: string, shown: string): WrittenExpression[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: WrittenExpression[] = []
  const visit = (node: ts.Node): void => {
    const written = readLiteral(node) ?? readConstruction(node)
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    const place = `${shown}:${line + 1}`
    if (written === 'unreadable')
      throw new Error(`${place}: write the pattern of this RegExp where it is made`)
    if (written !== undefined) found.push({ place, ...written })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

type Written = Omit<WrittenExpression, 'place'>

function readLiteral(node: ts.Node): Written | undefined {
  if (!ts.isRegularExpressionLiteral(node)) return undefined
  const end = node.text.lastIndexOf('/')
  return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) }
}

function readConstruction(node: ts.Node): Written | 'unreadable' | undefined {
  if (!(ts.isNewExpression(node) || ts.isCallExpression(node))) return undefined
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'RegExp') return undefined
  const [pattern, flags] = node.arguments ?? []
  const source = pattern && readText(pattern)
  const letters = flags === undefined ? '' : readText(flags)
  return source === undefined || letters === undefined ? 'unreadable' : { source, flags: letters }
}

function readText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return undefined
  return node.head.text + node.templateSpans.map(({ literal }) => `word${literal.text}`).join('')
}
