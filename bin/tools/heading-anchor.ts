/** As GitHub names a heading of Markdown, and the site too. */
export function headingAnchor(title: string): string {
  return title.toLowerCase().replace(unnamed, '').replaceAll(' ', '-')
}

const unnamed = /[^\p{L}\p{N}_ -]/gu
