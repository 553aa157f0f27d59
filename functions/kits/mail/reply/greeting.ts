import { mailLanguages } from './languages.ts'
import { folded } from './lines.ts'

const maxLength = 50
const maxWords = 6
const ending = /[\s!.:]{1,9}$/
const whiteSpace = /\s+/
const sentence = /[,;?!.:]\s/

const beginnings = [...new Set(mailLanguages.flatMap(({ greetings }) => greetings.map(folded)))]

/** `Guten Tag,`, `Hallo zusammen!`, `Dear Mr Miller`: whoever writes no more than this above a quote answers below. */
export function isGreeting(line: string): boolean {
  const text = folded(line).replace(ending, '')
  if (line.length > maxLength) return false
  if (text.endsWith(',')) return true
  if (sentence.test(text) || text.split(whiteSpace).length > maxWords) return false
  return beginnings.some((each) => text === each || text.startsWith(`${each} `))
}
