import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

const dangerous = new Set(
  'script style iframe object embed svg math form input button textarea select template title base link meta noscript'.split(
    ' ',
  ),
)
const harmless = new Set(
  'href rel src alt title dir lang width height align valign colspan rowspan border cellpadding cellspacing color start type value'.split(
    ' ',
  ),
)

/** What could run or load once a browser has read it, by the parser that follows the HTML standard to the letter. */
export function inspectHtml(html: string): string[] {
  const faults: string[] = []
  const visit = (node: Node) => {
    if ('tagName' in node) {
      if (dangerous.has(node.tagName)) faults.push(node.tagName)
      for (const { name, value } of node.attrs) {
        if (!harmless.has(name)) faults.push(`${node.tagName} ${name}`)
        if (name === 'href' && !/^(https?:\/\/|mailto:|tel:)/i.test(value)) faults.push(value)
        if (name === 'src' && !/^cid:/i.test(value)) faults.push(value)
      }
    }
    if (node.nodeName === '#comment') faults.push('comment')
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return faults
}
