import type { Attributes } from './elements.ts'

const shown =
  /^(?:(?:https?:|s?ftps?:)?\/\/.|(?:mailto|tel|sms|sips?|callto|skype|whatsapp|webcals?|geo|maps):.)/i
const scheme =
  /^(?:(?:https?:|s?ftps?:)?\/\/(?:www\.)?|(?:mailto|tel|sms|sips?|callto|skype|whatsapp|webcals?|geo|maps):)/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them inside a URL.
const ignored = /[\x00-\x20\x7f-\xa0]+/g
const edges = /^[\s(<[]{1,10}|[\s)>\]/.]{1,10}$/g
const phoneMarks = /[\s()/.-]+/g
const maxTargetLength = 2000
/** Characters of a link's words that are compared with its target. */
const maxWordsLength = 300

/** Targets of links whose words do not say where they lead: on the web, files, mail and telephones. */
export class LinkTargets {
  private target: string | undefined
  private words = ''

  /** Begins a link, and returns the target of one that was left open. */
  open(attributes: Attributes): string | undefined {
    const before = this.close()
    const href = (attributes.get('href') ?? '').replace(ignored, '')
    this.target = shown.test(href) ? href : undefined
    return before
  }

  read(text: string): void {
    if (this.target !== undefined && this.words.length < maxWordsLength)
      this.words += text.slice(0, maxWordsLength)
  }

  /** The target to be shown, if the words of the link are not the same. */
  close(): string | undefined {
    const { target, words } = this
    this.target = undefined
    this.words = ''
    if (target === undefined || isSaid(target, words)) return undefined
    const bare = target.toLowerCase().startsWith('mailto:') ? target.slice('mailto:'.length) : target
    return bare.length > maxTargetLength ? `${bare.slice(0, maxTargetLength)}…` : bare
  }
}

function isSaid(target: string, words: string): boolean {
  const wanted = comparable(target, target)
  const said = comparable(words, target)
  return wanted !== '' && (said === wanted || said === comparable(target.split('?')[0] ?? '', target))
}

function comparable(text: string, target: string): string {
  const bare = text.replace(edges, '').replace(scheme, '').replace(edges, '').toLowerCase()
  return target.toLowerCase().startsWith('tel:') ? bare.replace(phoneMarks, '') : bare
}
