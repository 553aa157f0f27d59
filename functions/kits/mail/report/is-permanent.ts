import { type Reason, reasons } from './reasons.ts'

const whiteSpace = /\s+/g
const curlyApostrophe = /[’`]/g
const codeClass = /^([245])\.(.+)$/

/** The first reason whose words stand in the text. */
export function readReason(text: string): Pick<Reason, 'name' | 'permanent'> | undefined {
  const plain = text.toLowerCase().replace(curlyApostrophe, "'").replace(whiteSpace, ' ')
  return reasons.find(({ words }) => words.some((each) => plain.includes(each)))
}

/**
 * Whether the mail would fail again if it were sent again as it is. The class of a status code does not tell: a full
 * mailbox is 5.2.2 with many, and a host that nobody reached for days is 4.4.1. Words go before the code, which many
 * systems leave at 5.0.0. None where nothing is known.
 */
export function isPermanent(code: string | undefined, diagnostic: string | undefined): boolean | undefined {
  const [, statusClass, detail = ''] = codeClass.exec(code ?? '') ?? []
  const byCode = reasons.find(({ codes }) => codes.includes(detail))
  if (byCode?.permanent === false) return false
  const byWords = diagnostic === undefined ? undefined : readReason(diagnostic)
  return byWords?.permanent ?? byCode?.permanent ?? (statusClass === '5' ? true : undefined)
}
