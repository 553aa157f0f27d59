import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** Letters of German; few names and no code of a program has them. */
const germanLetters = /[äöüß]/i

/**
 * Words for people that a file holds itself: strings with German letters, and whatever is chosen by a language's code,
 * as `{ de: 'E-Mail' }` or `language === 'de'` does it. Comments are no words.
 *
 * @param codes of the languages
 * @returns each with its place: `functions/kits/chat/topic.ts:7: de`
 */
export function findWords(path: string, shown: string, codes: readonly string[]): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const word = wordIn(node, codes)
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    if (word !== undefined) found.push(`${shown}:${line + 1}: ${word}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function wordIn(node: ts.Node, codes: readonly string[]): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
    const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : ''
    return codes.includes(name) ? name : undefined
  }
  if (ts.isImportDeclaration(node.parent ?? node)) return undefined
  if (ts.isStringLiteralLike(node))
    return germanLetters.test(node.text) || isChoice(node, codes) ? node.text : undefined
  if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    return germanLetters.test(node.text) ? node.text : undefined
  return undefined
}

/** A code in a comparison, a `case`, or a type: what is only handed on, as a default, chooses no words. */
function isChoice(node: ts.StringLiteralLike, codes: readonly string[]): boolean {
  if (!codes.includes(node.text)) return false
  const { parent } = node
  return ts.isBinaryExpression(parent) || ts.isCaseClause(parent) || ts.isLiteralTypeNode(parent)
}
