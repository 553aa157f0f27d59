import { compact } from '../../../core/compact.ts'
import { escapeText } from '../../../html/escape-text.ts'
import { htmlToText } from '../../../html/html-to-text.ts'
import type { Mail } from '../mail.ts'
import type { BodyBlock } from './collect-parts.ts'

/** The stretches of a body as one text and one HTML, invitations above them. */
export function joinBlocks(
  invitations: readonly string[],
  written: readonly BodyBlock[],
): Pick<Mail, 'text' | 'html'> {
  const blocks = [...invitations.map((text): BodyBlock => ({ plain: [`${text}\n`], html: [] })), ...written]
  const text = joinText(blocks)
  const html = joinHtml(blocks)
  return compact({ text, html })
}

/** Text of all blocks; none where there is only HTML. */
function joinText(blocks: readonly BodyBlock[]): string | undefined {
  if (blocks.every(({ plain }) => plain.length === 0)) return undefined
  return blocks
    .flatMap(({ plain, html }) => (plain.length > 0 ? plain : html.map((each) => htmlToText(each))))
    .join('\n')
}

/** HTML of all blocks; none where there is only plain text. */
function joinHtml(blocks: readonly BodyBlock[]): string | undefined {
  if (blocks.every(({ html }) => html.length === 0)) return undefined
  return blocks.flatMap(({ plain, html }) => (html.length > 0 ? html : plain.map(plainToHtml))).join('\n')
}

function plainToHtml(text: string): string {
  return `<p>${escapeText(text).replaceAll('\n', '<br>')}</p>`
}
